import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { PublicShell } from '@/components/shell/public-shell'
import { portalOf } from '@/server/auth/schema'
import { currentSession } from '@/server/auth/session'

/** The frame of the pages for everyone; whoever is signed in sees the way back. It guards nothing. */
export default async function PublicLayout({ children }: { children: ReactNode }) {
  const session = await currentSession()
  const t = await getTranslations('identity.portals')
  return (
    <PublicShell account={session ? { href: portalOf(session.kind), label: t(session.kind) } : undefined}>{children}</PublicShell>
  )
}
