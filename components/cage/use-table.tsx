import { useLocale, useTranslations } from 'next-intl'
import { ChartFigure } from '@/components/charts/chart-figure'
import { MonthlyBars } from '@/components/charts/monthly-bars'
import { LinkButton } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/figures'
import { formatCount } from '@/components/ui/number-format'
import { EmptyState } from '@/components/ui/states'
import { storedWords } from '@/components/ui/stored-words'
import type { Use } from '@/server/cage/repository'
import { type Dimension, usesShown } from '@/server/cage/schema'

type Props = { rows: readonly Use[]; dimension: Dimension; subtitle: string; csvHref: string }

/** The hours of the day in Shanghai, with the reads of each. */
function ByHour({ rows, subtitle, csvHref }: Omit<Props, 'dimension'>) {
  const t = useTranslations('cage.use')
  const places = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'))
  const byHour = new Map(rows.map((row) => [row.key, row]))
  const values = places.map((place) => Number(byHour.get(place)?.reads ?? 0n))
  const busiest = places[values.indexOf(Math.max(...values))] ?? '00'
  const title = t('byHour', { hour: busiest, count: formatCount(Math.max(...values)) })
  const head = [t('columns.HOUR'), t('reads'), t('refused')]
  const table = places.map((place, at) => ({
    key: place,
    cells: [`${place}:00`, formatCount(values[at] ?? 0), formatCount(byHour.get(place)?.refused ?? 0n)],
  }))
  return (
    <ChartFigure title={title} subtitle={subtitle} csvHref={csvHref} table={{ head, rows: table }}>
      <MonthlyBars label={title} places={places} values={values} format={(value) => formatCount(Math.round(value))} />
    </ChartFigure>
  )
}

/** Who read how much, by one dimension. */
export function UseTable({ rows, dimension, subtitle, csvHref }: Props) {
  const t = useTranslations('cage.use')
  const purposes = storedWords(useTranslations('ledger.access.purposes'))
  const other = useTranslations('ledger.access')('otherPurpose')
  const english = useLocale() === 'en'
  if (rows.length === 0) return <EmptyState title={t('empty')}>{t('emptyBody')}</EmptyState>
  if (dimension === 'HOUR') return <ByHour rows={rows} subtitle={subtitle} csvHref={csvHref} />
  const purpose = (key: string) => (purposes.has(key) ? purposes(key) : other)
  const named = ({ key, name, nameEn }: Use) => (dimension === 'PURPOSE' ? purpose(key) : (((english && nameEn) || name) ?? '--'))
  const organisation = (row: Use) => ((english && row.organisationNameEn) || row.organisationName) ?? '--'
  return (
    <>
      <DataTable
        caption={subtitle}
        columns={[
          { key: 'name', header: t(`columns.${dimension}`), cell: named },
          ...(dimension === 'OFFICER' ? [{ key: 'organisation', header: t('columns.BANK'), cell: organisation }] : []),
          { key: 'reads', header: t('reads'), kind: 'figure' as const, cell: ({ reads }: Use) => formatCount(reads) },
          {
            key: 'enterprises',
            header: t('enterprises'),
            kind: 'figure' as const,
            cell: ({ enterprises }: Use) => formatCount(enterprises),
          },
          { key: 'refused', header: t('refused'), kind: 'figure' as const, cell: ({ refused }: Use) => formatCount(refused) },
          { key: 'last', header: t('last'), cell: ({ lastAt }: Use) => <DateText value={lastAt} /> },
        ]}
        rows={rows}
        rowKey={({ key }) => key}
        empty={null}
      />
      {rows.length === usesShown ? <p className="text-14 text-fg-2">{t('first', { count: usesShown })}</p> : null}
      <LinkButton href={csvHref} prefetch={false} className="justify-self-start">
        {t('export')}
      </LinkButton>
    </>
  )
}
