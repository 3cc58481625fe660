import type { ReactNode } from 'react'
import { PortalFrame } from '../portal-frame'
import { officeNav } from './nav'

export default async function OfficeLayout({ children }: { children: ReactNode }) {
  return (
    <PortalFrame kind="OFFICE" nav={await officeNav()}>
      {children}
    </PortalFrame>
  )
}
