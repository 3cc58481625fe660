import type { Metadata } from 'next'
import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/button'
import { formatInstant } from '@/components/ui/date-format'
import { Stat, StatRow } from '@/components/ui/figures'
import { formatCount } from '@/components/ui/number-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import { EmptyState } from '@/components/ui/states'
import { requirePortal } from '@/server/auth/guard-page'
import { organisationKinds } from '@/server/identity/schema'
import { healthDays } from '@/server/sources/schema'
import { api } from '@/server/trpc/caller'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('operator.overview'))('title') }
}

export default async function OperatorPage() {
  await requirePortal('OPERATOR', '/operator')
  const caller = await api()
  const [counts, feeds] = [await caller.operator.overview(), await caller.feedHealth.all({})]
  const t = await getTranslations('operator.overview')
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <NextSteps disputed={counts.disputedClaims} failures={feeds.tasksTotal} />
      <Counts organisations={counts.organisations} accounts={counts.accounts} asOf={counts.asOf} />
    </>
  )
}

async function NextSteps({ disputed, failures }: { disputed: number; failures: number }) {
  const t = await getTranslations('operator.overview')
  return (
    <Section title={t('next')}>
      {disputed > 0 ? (
        <Banner
          tone="warning"
          title={t('disputed', { count: disputed })}
          actions={
            <LinkButton href="/operator/claims?state=DISPUTED" variant="primary">
              {t('settle')}
            </LinkButton>
          }
        />
      ) : null}
      {failures > 0 ? (
        <Banner
          title={t('failures', { days: healthDays, count: formatCount(failures) })}
          actions={<LinkButton href="/operator/jobs">{t('look')}</LinkButton>}
        />
      ) : null}
      {disputed + failures === 0 ? <EmptyState title={t('nothing')}>{t('nothingBody')}</EmptyState> : null}
    </Section>
  )
}

type CountsProps = { organisations: Partial<Record<string, number>>; accounts: number; asOf: Date }

async function Counts({ organisations, accounts, asOf }: CountsProps) {
  const t = await getTranslations('operator')
  const kinds = await getTranslations('identity.kinds')
  const ui = await getTranslations('ui')
  const note = ui('date.asOf', { at: formatInstant(asOf, await getLocale()) })
  const way = (href: string) => (
    <Link href={href} className="text-link underline underline-offset-4">
      {t('claims.open')}
    </Link>
  )
  return (
    <Section title={t('overview.counts')} lead={`${t('overview.countsLead')} · ${note}`}>
      <StatRow>
        {organisationKinds.map((kind) => (
          <Stat
            key={kind}
            label={kinds(kind)}
            value={formatCount(organisations[kind] ?? 0)}
            unit={t('overview.unitOrganisation')}
            note={way(`/operator/organisations?kind=${kind}`)}
          />
        ))}
        <Stat
          label={t('overview.accounts')}
          value={formatCount(accounts)}
          unit={t('overview.unitAccount')}
          note={way('/operator/accounts')}
        />
      </StatRow>
    </Section>
  )
}
