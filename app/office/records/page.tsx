import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { Unlogged } from '@/components/ledger/unlogged'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { LeftOut } from '@/components/statistics/left-out'
import { countyName, partNames } from '@/components/statistics/part-names'
import { recordColumns } from '@/components/statistics/record-columns'
import { leftOut, recordsParams } from '@/components/statistics/selection'
import { SelectionFilters } from '@/components/statistics/selection-filters'
import { LinkButton } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table'
import { formatCount, formatMoney } from '@/components/ui/number-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { queryHref, type SearchParams } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import { requirePortal } from '@/server/auth/guard-page'
import { shanghaiDate } from '@/server/kernel/dates'
import { exportRecordsInput, recordKinds } from '@/server/statistics/schema'
import { api } from '@/server/trpc/caller'
import { orUnlogged } from '../../or-unlogged'

const path = '/office/records'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('statistics.office.records'))('title') }
}

/** The rows behind a figure, with names: every enterprise on the page is told that it was looked at. */
export default async function RecordsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const session = await requirePortal('OFFICE', path)
  const params = await searchParams
  const input = recordsParams(params)
  const { kind, from, to, page, ...selection } = input
  const caller = await api()
  const [data, institutions] = await Promise.all([orUnlogged(caller.statistics.records(input)), caller.statistics.institutions()])
  if (data === 'unlogged') return <Unlogged />
  const [t, locale, names] = await Promise.all([getTranslations('statistics.office'), getLocale(), partNames(institutions)])
  const current = { ...selection, kind, from, to }
  const county = session.countyCode ?? selection.county
  const up = { ...(county ? { county } : {}), ...(selection.institution ? { institution: selection.institution } : {}) }
  const total = formatCount(data.total)
  return (
    <>
      <Breadcrumbs
        items={[
          { label: t('title'), href: '/office' },
          { label: t('records.city'), href: queryHref(path, current, { county: undefined, institution: undefined }) },
          ...(county
            ? [{ label: countyName(county, locale), href: queryHref(path, current, { county, institution: undefined }) }]
            : []),
          ...(up.institution ? [{ label: names.nameOf('institution', up.institution), href: queryHref(path, current, {}) }] : []),
          { label: t(`records.kinds.${kind}`) },
        ]}
      />
      <PageHeader title={t('records.title')} lead={t('records.lead')} />
      <SelectionFilters
        path={path}
        selection={selection}
        choices={names.choices}
        countyFixed={session.countyCode !== null}
        dates={[
          { name: 'from', value: from },
          { name: 'to', value: to },
        ]}
        today={shanghaiDate(new Date())}
        first={[
          { name: 'kind', value: kind, options: recordKinds.map((value) => ({ value, label: t(`records.kinds.${value}`) })) },
        ]}
      />
      <LeftOut names={leftOut(params, input, exportRecordsInput.shape)} />
      <Section
        title={t(`records.kinds.${kind}`)}
        lead={
          data.fen === null
            ? t('records.count', { count: total })
            : t('records.sum', { count: total, amount: formatMoney(data.fen, 'yuan', locale) })
        }
        actions={
          <div className="grid gap-1 justify-items-start sm:justify-items-end">
            <LinkButton href={queryHref('/api/exports/records', current, {})} prefetch={false}>
              {t('records.export')}
            </LinkButton>
            <span className="text-13 text-fg-3">{t('records.exportNote')}</span>
          </div>
        }
      >
        <DataTable
          caption={t('records.title')}
          captionHidden
          columns={await recordColumns(kind, names.nameOf)}
          rows={data.rows}
          rowKey={({ id }) => id}
          empty={<EmptyState title={t('records.empty')}>{t('records.emptyHint')}</EmptyState>}
        />
        <Pagination
          page={page}
          pageSize={data.pageSize}
          total={data.total}
          href={(next) => queryHref(path, current, { page: next })}
        />
      </Section>
    </>
  )
}
