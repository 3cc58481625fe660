import 'server-only'
import { redirect } from 'next/navigation'
import type { OrganisationKind } from '@/server/identity/schema'
import { holds, type Permission } from './permissions'
import { portalOf } from './schema'
import { currentSession, type Session } from './session'

export { portalOf } from './schema'

/** The session of whoever is signed in, else off to the sign-in page and back to the path `next` afterwards. */
export async function requireSession(next?: string): Promise<Session> {
  const session = await currentSession()
  if (session) return session
  redirect(next ? `/login?next=${encodeURIComponent(next)}` : '/login')
}

/**
 * Guards a portal's page: returns the session of someone of this kind of organisation. Not signed in: to the sign-in page,
 * and back to `next` (a path; the portal's first page when left out) afterwards. Of another kind: to the page that says so
 * and leads to the person's own portal.
 */
export async function requirePortal(kind: OrganisationKind, next: string = portalOf(kind)): Promise<Session> {
  const session = await requireSession(next)
  if (session.kind !== kind) redirect(`/account/other-portal?asked=${kind}`)
  return session
}

/** Whether the session's roles hold the permission; a page shows ForbiddenState when they don't. */
export const mayOpen = (session: Session, permission: Permission): boolean => holds(permission, session.roles)
