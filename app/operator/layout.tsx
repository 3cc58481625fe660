import type { ReactNode } from 'react'
import { PortalFrame } from '../portal-frame'
import { operatorNav } from './nav'

export default async function OperatorLayout({ children }: { children: ReactNode }) {
  return (
    <PortalFrame kind="OPERATOR" nav={await operatorNav()}>
      {children}
    </PortalFrame>
  )
}
