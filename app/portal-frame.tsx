import type { ReactNode } from 'react'
import { PortalFrame as Frame } from '@/components/identity/portal-frame'
import type { NavItem } from '@/components/shell/nav-links'
import type { Density } from '@/components/ui/preferences'
import { mayOpen, portalOf } from '@/server/auth/guard-page'
import { currentSession } from '@/server/auth/session'
import type { OrganisationKind } from '@/server/identity/schema'
import { api } from '@/server/trpc/caller'
import { navOf } from './portal-nav'

type Props = {
  /** The portal; left out for pages that belong to everyone who is signed in. */
  kind?: OrganisationKind
  /** Instead of the portal's own navigation. */
  nav?: readonly NavItem[]
  density?: Density
  staff?: boolean
  children: ReactNode
}

/** The frame of a portal with its notices, for its layout. It guards nothing: pages send strangers away themselves. */
export async function PortalFrame({ kind, nav, density, staff, children }: Props) {
  const session = await currentSession()
  if (!session || (kind && session.kind !== kind)) return children
  const caller = await api()
  const isStaff = staff ?? session.kind !== 'ENTERPRISE'
  return (
    <Frame
      session={session}
      nav={nav ?? (await navOf(session.kind))}
      staffHref={mayOpen(session, 'staff.manage') ? `${portalOf(session.kind)}/staff` : undefined}
      notices={{ href: '/notices', unread: await caller.notify.unread() }}
      density={density ?? (session.kind === 'INSTITUTION' ? 'compact' : isStaff ? 'default' : 'comfortable')}
      staff={isStaff}
    >
      {children}
    </Frame>
  )
}
