import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { FailureReasons, FailureText, FeedHealthTable } from '@/components/operator/feed-health'
import { DeliveryTable } from '@/components/sources/delivery-table'
import { Banner } from '@/components/ui/banner'
import { DataTable } from '@/components/ui/data-table'
import { formatInstant } from '@/components/ui/date-format'
import { DateText } from '@/components/ui/figures'
import { formatCount } from '@/components/ui/number-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { firstOf, queryHref, type SearchParams } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import { requirePortal } from '@/server/auth/guard-page'
import { DataClass, healthDays } from '@/server/sources/schema'
import { api } from '@/server/trpc/caller'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('agency.overview'))('title') }
}

const read = async (page: number) => (await api()).feedHealth.own({ page })
type Feeds = Awaited<ReturnType<typeof read>>

export default async function AgencyPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requirePortal('AGENCY', '/agency')
  const params = await searchParams
  const asked = Number(firstOf(params.page) ?? 1)
  const page = Number.isInteger(asked) && asked >= 1 && asked <= 100_000 ? asked : 1
  const feeds = await read(page)
  const t = await getTranslations('agency.overview')
  const jobs = await getTranslations('operator.jobs')
  const asOf = jobs('asOf', { at: formatInstant(feeds.asOf, await getLocale()) })
  const failed = feeds.health.reduce((sum, row) => sum + row.failed, 0)
  if (!feeds.agency) return <EmptyState title={t('noAgency')}>{t('noAgencyBody')}</EmptyState>
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead', { days: healthDays })} />
      <FeedVerdict health={feeds.health} failed={failed} />
      <Section title={jobs('health')} lead={asOf}>
        <FeedHealthTable health={feeds.health} />
      </Section>
      {failed > 0 ? (
        <Section title={jobs('reasons')} lead={asOf}>
          <FailureReasons failures={feeds.failures} reader="agency" />
        </Section>
      ) : null}
      <Section title={t('refused')} lead={t('refusedLead')}>
        <RefusedAnswers refused={feeds.refused} />
        {feeds.refusedTotal > 0 ? (
          <Pagination
            page={page}
            pageSize={feeds.pageSize}
            total={feeds.refusedTotal}
            href={(to) => queryHref('/agency', params, { page: to === 1 ? undefined : to })}
          />
        ) : null}
      </Section>
      <Deliveries />
    </>
  )
}

/** Whether the feeds are in order; nothing where nobody asked for data. */
async function FeedVerdict({ health, failed }: { health: Feeds['health']; failed: number }) {
  const t = await getTranslations('agency.overview')
  if (health.length === 0) return null
  if (failed === 0) return <Banner tone="success" title={t('healthy', { days: healthDays })} />
  return <Banner tone="warning" title={t('trouble', { days: healthDays, count: formatCount(failed) })} />
}

async function RefusedAnswers({ refused }: { refused: Feeds['refused'] }) {
  const t = await getTranslations('agency.overview')
  const classes = await getTranslations('consent.dataClasses')
  return (
    <DataTable
      caption={t('refused')}
      captionHidden
      columns={[
        { key: 'at', header: t('at'), cell: ({ at }) => <DateText value={at} /> },
        { key: 'class', header: t('class'), cell: ({ dataClass }) => classes(DataClass.parse(dataClass)) },
        { key: 'reason', header: t('reason'), cell: ({ reason }) => <FailureText code={reason} reader="agency" /> },
        {
          key: 'digest',
          header: t('digest'),
          cell: ({ digest }) => <span className="figures">{digest?.slice(0, 16) ?? '--'}</span>,
        },
      ]}
      rows={refused}
      rowKey={({ id }) => id}
      empty={<EmptyState title={t('refusedEmpty')}>{t('refusedEmptyBody', { days: healthDays })}</EmptyState>}
    />
  )
}

/** The files that this agency delivered last. */
async function Deliveries() {
  const { rows } = await (await api()).feedHealth.deliveries({ page: 1 })
  const t = await getTranslations('sources.feeds')
  return (
    <Section title={t('title')} lead={t('lead')}>
      <DeliveryTable rows={rows} hrefOf={(id) => `/agency/feeds/${id}`} />
    </Section>
  )
}
