import { useTranslations } from 'next-intl'
import { DataTable } from '@/components/ui/data-table'
import { emptyMark } from '@/components/ui/number-format'
import { EmptyState } from '@/components/ui/states'
import { mostMoved } from '@/server/monitoring/domain/compare-months'
import type { IndicatorsReading } from '@/server/monitoring/use-cases/watch-population'
import { indicatorKey } from '@/server/portrait/domain/value-words'
import { IndicatorId } from '@/server/portrait/schema'
import { psiText, shareText } from './figures-text'
import { VerdictTag } from './verdict-tag'

export type DriftRow = IndicatorsReading['rows'][number]

/** Indicators by name, and what moved in them, in words. */
export function useDriftText() {
  const t = useTranslations('monitoring.indicators')
  const indicators = useTranslations('indicators')
  const name = (id: string) => {
    const known = IndicatorId.safeParse(id)
    return known.success ? indicators(`${indicatorKey(known.data)}.name`) : id
  }
  /** The missing of a month as a share; too few to be told apart is said to be that. */
  const missing = (count: number | null, firms: number) => (count === null ? t('few') : shareText(count, firms))
  const placesText = (places: readonly number[], basis: DriftRow['basis']) => {
    const known = places.filter((place) => place >= 0)
    const range = known.length > 1 ? `${known[0]}–${known.at(-1)}` : String(known[0] ?? '')
    if (places[0] !== -1) return t(basis === 'POINTS' ? 'points' : 'tenths', { range })
    if (known.length === 0) return t('missing')
    return t(basis === 'POINTS' ? 'missingOrPoints' : 'missingOrTenths', { range })
  }
  const moved = ({ comparison, basis }: DriftRow) => {
    const one = mostMoved(comparison)
    if (!one || comparison.psi === null || comparison.classes.length < 2) return null
    return t('moved', {
      what: placesText(one.places, basis),
      before: shareText(one.expected, comparison.expected),
      after: shareText(one.actual, comparison.actual),
    })
  }
  return { name, missing, moved }
}

type Props = { rows: readonly DriftRow[]; month: string; reference: string }

/** Every indicator of the catalogue, the one that drifted most first. */
export function DriftTable({ rows, month, reference }: Props) {
  const t = useTranslations('monitoring.indicators')
  const { name, missing, moved } = useDriftText()
  return (
    <DataTable
      caption={t('table')}
      captionHidden
      rows={rows}
      rowKey={({ indicator }) => indicator}
      empty={<EmptyState title={t('empty')}>{t('emptyBody')}</EmptyState>}
      columns={[
        { key: 'name', header: t('columns.name'), cell: ({ indicator }) => name(indicator) },
        { key: 'basis', header: t('columns.basis'), cell: ({ basis }) => t(`bases.${basis}`) },
        { key: 'psi', header: t('columns.psi'), kind: 'figure', cell: ({ comparison }) => psiText(comparison.psi) },
        { key: 'verdict', header: t('columns.verdict'), cell: ({ comparison }) => <VerdictTag comparison={comparison} /> },
        {
          key: 'before',
          header: t('columns.missing', { month: reference }),
          kind: 'figure',
          cell: ({ missingBefore, comparison }) => missing(missingBefore, comparison.expected),
        },
        {
          key: 'after',
          header: t('columns.missing', { month }),
          kind: 'figure',
          cell: ({ missingAfter, comparison }) => missing(missingAfter, comparison.actual),
        },
        { key: 'moved', header: t('columns.moved'), cell: (row) => moved(row) ?? emptyMark },
      ]}
    />
  )
}
