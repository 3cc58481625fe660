import type { Metadata } from 'next'
import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { CountyFigure } from '@/components/statistics/county-figure'
import { ExceptionsList } from '@/components/statistics/exceptions-list'
import { LeftOut } from '@/components/statistics/left-out'
import { FlowFigures, QualityFigures, StockFigures } from '@/components/statistics/overview-figures'
import { countyName, partNames } from '@/components/statistics/part-names'
import { RankingTable } from '@/components/statistics/ranking-table'
import { recordsHref } from '@/components/statistics/records-href'
import { leftOut, overviewParams } from '@/components/statistics/selection'
import { SelectionFilters } from '@/components/statistics/selection-filters'
import { TrendFigures } from '@/components/statistics/trend-figures'
import { formatDay } from '@/components/ui/date-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import { queryHref, type SearchParams } from '@/components/ui/query-href'
import { requirePortal } from '@/server/auth/guard-page'
import { shanghaiDate } from '@/server/kernel/dates'
import { periodOf } from '@/server/statistics/domain/period-of'
import { overviewInput, type RecordKind } from '@/server/statistics/schema'
import { api } from '@/server/trpc/caller'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('statistics.office'))('title') }
}

export default async function OfficePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const session = await requirePortal('OFFICE')
  const today = shanghaiDate(new Date())
  const params = await searchParams
  const input = overviewParams(params, today)
  const { asOf: asked, ...selection } = input
  const caller = await api()
  const [data, exceptions, institutions] = await Promise.all([
    caller.statistics.overview({ asOf: asked, ...selection }),
    caller.statistics.exceptions(),
    caller.statistics.institutions(),
  ])
  const [t, locale, names] = await Promise.all([getTranslations('statistics.office'), getLocale(), partNames(institutions)])
  const { asOf } = data
  const hrefOf = (kind: RecordKind, period: 'month' | 'year' | 'cumulative') =>
    queryHref('/office/records', selection, {
      kind,
      from: period === 'cumulative' ? undefined : periodOf(period, asOf).from,
      to: asOf,
    })
  const cut = (by: string) => queryHref('/office/breakdown', selection, { by, period: 'year', asOf })
  const csv = (by: string, period = 'year') => queryHref('/api/exports/statistics', selection, { by, period, asOf })
  const date = formatDay(asOf, locale, 'prose')
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={`${t('lead', { date })}${session.countyCode ? ` ${t('own', { county: countyName(session.countyCode, locale) })}` : ''}`}
      />
      <SelectionFilters
        path="/office"
        selection={selection}
        choices={names.choices}
        countyFixed={session.countyCode !== null}
        dates={[{ name: 'asOf', value: asOf }]}
        today={today}
      />
      <LeftOut names={leftOut(params, input, overviewInput.shape)} />
      <Section title={t('sections.flow')} lead={t('sections.flowLead')}>
        <FlowFigures data={data} hrefOf={hrefOf} />
      </Section>
      <Section title={t('sections.stock')} lead={t('note', { date })}>
        <StockFigures data={data} hrefOf={hrefOf} />
      </Section>
      <Section title={t('sections.quality')} lead={t('sections.qualityLead')}>
        <QualityFigures data={data} hrefOf={hrefOf} />
      </Section>
      <Section title={t('sections.trend')}>
        <TrendFigures trend={data.trend} asOf={asOf} csvHref={csv('month', 'cumulative')} />
      </Section>
      <div className="grid gap-gap xl:grid-cols-[1fr_2fr]">
        <Section title={t('sections.map')}>
          <CountyFigure
            parts={data.counties}
            asOf={asOf}
            hrefOf={(county) => queryHref('/office/breakdown', selection, { by: 'institution', period: 'year', asOf, county })}
            csvHref={csv('county')}
          />
        </Section>
        <Section
          title={t('sections.ranking')}
          lead={t('ranking.lead')}
          actions={
            <Link
              href={cut('institution')}
              className="inline-flex min-h-9 items-center text-14 text-link underline-offset-4 hover:underline"
            >
              {t('ranking.all')}
            </Link>
          }
        >
          <RankingTable
            ranking={data.ranking}
            hrefOf={(institution, kind) => recordsHref({ by: 'institution', period: 'year', asOf, selection }, institution, kind)}
          />
        </Section>
      </div>
      <Section title={t('sections.exceptions')} lead={t('sections.exceptionsLead')}>
        <ExceptionsList data={exceptions} institutionName={(id) => names.nameOf('institution', id)} />
      </Section>
    </>
  )
}
