import type { ReactNode } from 'react'
import { PortalFrame } from '../portal-frame'

export default function AccountLayout({ children }: { children: ReactNode }) {
  return <PortalFrame>{children}</PortalFrame>
}
