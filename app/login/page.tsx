import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { SignInForm } from '@/components/identity/sign-in-form'
import { PublicShell } from '@/components/shell/public-shell'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/button'
import { PageHeader, Section } from '@/components/ui/page-header'
import { firstOf, type SearchParams } from '@/components/ui/query-href'
import { TextField } from '@/components/ui/text-field'
import { safeNext } from '@/server/auth/next-path'
import { portalOf } from '@/server/auth/schema'
import { currentSession } from '@/server/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('identity.login'))('title') }
}

/** What brought the visitor here, as a banner; the first that applies. */
const arrivals = [
  ['signed-out', 'signedOut'],
  ['confirmed', 'confirmed'],
  ['welcome', 'welcome'],
  ['reset', 'reset'],
] as const

export default async function LoginPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams
  const next = safeNext(firstOf(params.next))
  const session = await currentSession()
  if (session) redirect(next ?? portalOf(session.kind))

  const t = await getTranslations('identity.login')
  const arrival = arrivals.find(([name]) => params[name])
  return (
    <PublicShell account={{ href: '/register', label: t('registerShort') }}>
      <PageHeader title={t('title')} lead={t('lead')} />
      {arrival ? <Banner tone="success" title={t(arrival[1])} /> : null}
      {next ? <Banner title={t('expired')} /> : null}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Section title={t('title')}>
          <SignInForm
            next={next ?? '/login'}
            labels={{
              submit: t('submit'),
              wrong: t('wrong'),
              throttled: t.raw('throttled'),
              minutes: t.raw('minutes'),
              seconds: t.raw('seconds'),
              noOrganisation: t('noOrganisation'),
              offline: t('offline'),
              fault: t('fault'),
            }}
          >
            <TextField name="loginName" label={t('loginName')} autoComplete="username" spellCheck={false} maxLength={120} />
            <TextField name="password" label={t('password')} type="password" autoComplete="current-password" maxLength={200} />
          </SignInForm>
          <p>
            <Link href="/recover" className="text-link underline underline-offset-4">
              {t('forgot')}
            </Link>
          </p>
        </Section>
        <Section title={t('register')}>
          <p className="max-w-[40em] text-fg-2">{t('registerLead')}</p>
          <div>
            <LinkButton href="/register">{t('register')}</LinkButton>
          </div>
        </Section>
      </div>
    </PublicShell>
  )
}
