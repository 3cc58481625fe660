import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { PortalFrame } from '@/components/identity/portal-frame'
import { portalOf } from '@/server/auth/schema'
import { currentSession } from '@/server/auth/session'

/** Shows who is signed in; the pages guard. */
export default async function AccountLayout({ children }: { children: ReactNode }) {
  const session = await currentSession()
  if (!session) return children
  const t = await getTranslations('identity')
  const nav = [
    { href: portalOf(session.kind), label: t('account.back', { portal: t(`portals.${session.kind}`) }), exact: true },
    { href: '/account', label: t('account.title'), exact: true },
  ]
  return (
    <PortalFrame session={session} nav={nav}>
      {children}
    </PortalFrame>
  )
}
