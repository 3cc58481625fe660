import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { AppShell } from '@/components/shell/app-shell'
import type { NavItem } from '@/components/shell/nav-links'
import type { Density } from '@/components/ui/preferences'
import { portalOf } from '@/server/auth/schema'
import type { Session } from '@/server/auth/session'
import { SignOutForm } from './sign-out-form'

type Props = {
  session: Session
  nav: readonly NavItem[]
  /** Where the notices lie and how many are unread. */
  notices?: { href: string; unread: number }
  /** The page on which the person manages staff, if they may. */
  staffHref?: string
  density?: Density
  staff?: boolean
  children: ReactNode
}

/** The frame of every portal: who is signed in and for whom, the way to the own account, and out. It guards nothing. */
export async function PortalFrame({ session, nav, notices, staffHref, density, staff, children }: Props) {
  const t = await getTranslations('identity')
  const english = (await getLocale()) === 'en'
  return (
    <AppShell
      portal={t(`portals.${session.kind}`)}
      home={portalOf(session.kind)}
      nav={nav}
      user={{
        name: session.name,
        role: session.roles.map((role) => t(`roles.${role}`)).join(t('listSeparator')),
        organisation: (english && session.organisationNameEn) || session.organisationName,
      }}
      accountLinks={[
        { href: '/account', label: t('account.title') },
        ...(staffHref ? [{ href: staffHref, label: t('staff.title') }] : []),
      ]}
      signOut={<SignOutForm labels={{ submit: t('signOut.submit'), failed: t('signOut.failed') }} />}
      notices={notices}
      density={density}
      staff={staff}
    >
      {children}
    </AppShell>
  )
}
