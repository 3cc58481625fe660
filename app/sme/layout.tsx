import type { ReactNode } from 'react'
import { PortalFrame } from '../portal-frame'

export default function SmeLayout({ children }: { children: ReactNode }) {
  return <PortalFrame kind="ENTERPRISE">{children}</PortalFrame>
}
