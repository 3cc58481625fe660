import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { breakdownColumns, linked, measuresOf, sorted } from '@/components/statistics/breakdown-columns'
import { DefinitionList } from '@/components/statistics/definition-list'
import { LeftOut } from '@/components/statistics/left-out'
import { countyName, partNames } from '@/components/statistics/part-names'
import { recordsHref } from '@/components/statistics/records-href'
import { breakdownParams, leftOut } from '@/components/statistics/selection'
import { SelectionFilters } from '@/components/statistics/selection-filters'
import { LinkButton } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table'
import { formatDay } from '@/components/ui/date-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import { firstOf, queryHref, type SearchParams } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import { Tabs } from '@/components/ui/tabs'
import { requirePortal } from '@/server/auth/guard-page'
import { shanghaiDate } from '@/server/kernel/dates'
import { dimensions } from '@/server/statistics/domain/definitions'
import { breakdownInput, periods } from '@/server/statistics/schema'
import { api } from '@/server/trpc/caller'

const path = '/office/breakdown'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('statistics.office.breakdown'))('title') }
}

export default async function BreakdownPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const session = await requirePortal('OFFICE', path)
  const params = await searchParams
  const today = shanghaiDate(new Date())
  const input = breakdownParams(params, today)
  const { by, period, asOf: asked, ...selection } = input
  const caller = await api()
  const [data, institutions] = await Promise.all([caller.statistics.breakdown(input), caller.statistics.institutions()])
  const [t, figures, locale, names] = await Promise.all([
    getTranslations('statistics.office'),
    getTranslations('statistics.figures'),
    getLocale(),
    partNames(institutions),
  ])
  const { asOf } = data
  const current = { ...selection, by, period, asOf: asked }
  const sort = {
    key: firstOf(params.sort) ?? (by === 'month' ? 'key' : 'disbursedFen'),
    direction: firstOf(params.direction) === 'asc' ? ('asc' as const) : ('desc' as const),
  }
  const measured = measuresOf(by)
  const cut = { by, period, asOf, selection }
  const down = (key: string) =>
    by === 'county' ? queryHref(path, current, { by: 'institution', county: key }) : recordsHref(cut, key, 'disbursements')
  const date = formatDay(asOf, locale, 'prose')
  const whole = queryHref(path, current, { county: undefined, by: 'county' })
  const place = selection.county
    ? [{ label: t('records.city'), href: whole }, { label: countyName(selection.county, locale) }]
    : [{ label: t('breakdown.title') }]
  return (
    <>
      <Breadcrumbs items={[{ label: t('title'), href: '/office' }, ...place]} />
      <PageHeader title={t('breakdown.title')} lead={t('breakdown.lead', { date, period: t(`period.${period}`) })} />
      <SelectionFilters
        path={path}
        selection={selection}
        choices={names.choices}
        countyFixed={session.countyCode !== null}
        dates={[{ name: 'asOf', value: asOf }]}
        today={today}
        first={[{ name: 'period', value: period, options: periods.map((value) => ({ value, label: t(`period.${value}`) })) }]}
        keep={{ by }}
      />
      <LeftOut names={leftOut(params, input, breakdownInput.shape)} />
      <Tabs
        label={t('filters.by')}
        tabs={dimensions.map((one) => ({
          href: queryHref(path, current, { by: one }),
          label: t(`breakdown.by.${one}`),
          current: one === by,
        }))}
      />
      <Section
        title={t('breakdown.caption', { period: t(`period.${period}`), dimension: t(`breakdown.by.${by}`).toLowerCase() })}
        lead={t('breakdown.notAdditive')}
        actions={
          <LinkButton href={queryHref('/api/exports/statistics', current, { asOf })} prefetch={false}>
            {t('breakdown.export')}
          </LinkButton>
        }
      >
        <DefinitionList figures={measured.map(({ figure }) => figure)} />
        <DataTable
          caption={t('breakdown.title')}
          captionHidden
          columns={breakdownColumns({
            by,
            locale,
            keyHeader: t(`breakdown.by.${by}`),
            nameOf: (key) => names.nameOf(by, key),
            hrefOf: down,
            recordsOf: (key, kind) => recordsHref(cut, key, kind),
            figureName: (figure) => figures(`${figure}.name`),
          })}
          rows={sorted(data.rows, sort.key, sort.direction)}
          rowKey={({ key }) => key}
          sort={sort}
          sortHref={(next) => queryHref(path, current, { sort: next.key, direction: next.direction })}
          totals={[
            t('breakdown.total'),
            ...measured.map((measure) => linked(measure, data.total, locale, (kind) => recordsHref(cut, null, kind))),
          ]}
          empty={<EmptyState title={t('breakdown.empty')}>{t('breakdown.emptyHint')}</EmptyState>}
        />
      </Section>
    </>
  )
}
