import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { FailureReasons, FailureText, FeedHealthTable } from '@/components/operator/feed-health'
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

const path = '/operator/jobs'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('operator.jobs'))('title') }
}

const read = async (page: number) => (await api()).feedHealth.all({ page })
type Feeds = Awaited<ReturnType<typeof read>>

export default async function JobsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requirePortal('OPERATOR', path)
  const params = await searchParams
  const asked = Number(firstOf(params.page) ?? 1)
  const page = Number.isInteger(asked) && asked >= 1 && asked <= 100_000 ? asked : 1
  const feeds = await read(page)
  const t = await getTranslations('operator.jobs')
  const asOf = t('asOf', { at: formatInstant(feeds.asOf, await getLocale()) })
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead', { days: healthDays })} />
      {feeds.refusedTotal > 0 ? (
        <Banner tone="warning" title={t('refused', { days: healthDays, count: formatCount(feeds.refusedTotal) })} />
      ) : null}
      <Section title={t('health')} lead={asOf}>
        <FeedHealthTable health={feeds.health} />
      </Section>
      {feeds.health.length > 0 ? (
        <Section title={t('reasons')} lead={asOf}>
          <FailureReasons failures={feeds.failures} reader="operator" />
        </Section>
      ) : null}
      {feeds.tasksTotal > 0 ? (
        <Section title={t('failures')} lead={asOf}>
          <FailedTasks tasks={feeds.tasks} />
          <Pagination
            page={page}
            pageSize={feeds.pageSize}
            total={feeds.tasksTotal}
            href={(to) => queryHref(path, params, { page: to === 1 ? undefined : to })}
          />
        </Section>
      ) : null}
    </>
  )
}

async function FailedTasks({ tasks }: { tasks: Feeds['tasks'] }) {
  const t = await getTranslations('operator.jobs')
  const classes = await getTranslations('consent.dataClasses')
  return (
    <DataTable
      caption={t('failures')}
      captionHidden
      columns={[
        { key: 'enterprise', header: t('enterprise'), cell: ({ enterprise }) => enterprise },
        { key: 'class', header: t('class'), cell: ({ dataClass }) => classes(DataClass.parse(dataClass)) },
        {
          key: 'reason',
          header: t('reason'),
          cell: ({ failure }) => <FailureText code={failure ?? 'unknown'} reader="operator" />,
        },
        { key: 'attempts', header: t('attempts'), kind: 'figure', cell: ({ attempts }) => formatCount(attempts) },
        { key: 'at', header: t('at'), cell: ({ at }) => <DateText value={at} /> },
      ]}
      rows={tasks}
      rowKey={({ runId, dataClass }) => runId + dataClass}
      empty={<EmptyState title={t('noFailures')}>{t('noFailuresBody', { days: healthDays })}</EmptyState>}
    />
  )
}
