import { useTranslations } from 'next-intl'
import { DataTable } from '@/components/ui/data-table'
import { emptyMark } from '@/components/ui/number-format'
import type { PmmlCard } from '@/server/cards/domain/card'

/** Points as the file has them, a minus as wide as a digit. */
const pointsOf = (points: number) => String(points).replace('-', '\u2212')

/** The characteristics of a card with the range of their points; the bank's own words, in no language of ours. */
export function CardParts({ card }: { card: PmmlCard }) {
  const t = useTranslations('cards')
  const range = (points: number[]) => {
    const [least, most] = [pointsOf(Math.min(...points)), pointsOf(Math.max(...points))]
    return least === most ? least : t('fromTo', { least, most })
  }
  return (
    <DataTable
      caption={t('characteristics')}
      captionHidden
      rows={card.characteristics}
      rowKey={({ line }) => String(line)}
      empty={null}
      columns={[
        { key: 'name', header: t('characteristic'), cell: ({ name }) => name },
        { key: 'code', header: t('reasonCode'), cell: ({ reasonCode }) => reasonCode ?? t('byAttribute') },
        {
          key: 'baseline',
          header: t('baseline'),
          kind: 'figure',
          cell: ({ baselineScore }) => baselineScore ?? card.baselineScore ?? emptyMark,
        },
        {
          key: 'range',
          header: t('range'),
          kind: 'figure',
          cell: ({ attributes }) =>
            attributes.some(({ complex }) => complex) ? t('computed') : range(attributes.map((one) => one.partialScore)),
        },
      ]}
    />
  )
}
