import type { ReactNode } from 'react'
import { PortalFrame } from '../portal-frame'
import { agencyNav } from './nav'

export default async function AgencyLayout({ children }: { children: ReactNode }) {
  return (
    <PortalFrame kind="AGENCY" nav={await agencyNav()}>
      {children}
    </PortalFrame>
  )
}
