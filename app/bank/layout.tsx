import type { ReactNode } from 'react'
import { PortalFrame } from '../portal-frame'

export default function BankLayout({ children }: { children: ReactNode }) {
  return <PortalFrame kind="INSTITUTION">{children}</PortalFrame>
}
