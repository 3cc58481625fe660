import { useTranslations } from 'next-intl'
import { DataTable } from '@/components/ui/data-table'
import { indicatorKey } from '@/server/portrait/domain/value-words'
import { type IndicatorId, indicatorCatalogue, sensitivityOf } from '@/server/portrait/schema'
import { agencyOf } from '@/server/sources/domain/agencies'

/** Indicators as the catalogue defines them, one a row. The owner of a figure is who answers for its records. */
export function IndicatorTable({ ids, caption }: { ids: readonly IndicatorId[]; caption: string }) {
  const t = useTranslations('portrait.catalogue')
  const names = useTranslations('indicators')
  const page = useTranslations('portrait.indicator')
  const change = useTranslations('portrait.change')
  const window = (months: number) => (months === 0 ? names('windows.now') : names('windows.months', { months }))
  const joined = (texts: string[]) => [...new Set(texts)].join(t('separator'))
  return (
    <DataTable
      caption={caption}
      captionHidden
      rows={ids}
      rowKey={(id) => id}
      empty={null}
      columns={[
        {
          key: 'name',
          header: t('name'),
          cell: (id) => (
            <div className="grid min-w-64 gap-0.5">
              <span className="font-semibold">{names(`${indicatorKey(id)}.name`)}</span>
              <span className="text-14 text-fg-2">{names(`${indicatorKey(id)}.definition`)}</span>
              <span className="text-13 text-fg-3">{names(`${indicatorKey(id)}.missing`)}</span>
            </div>
          ),
        },
        { key: 'unit', header: page('unit'), cell: (id) => names(`units.${indicatorCatalogue[id].unit}`) },
        { key: 'window', header: page('window'), cell: (id) => window(indicatorCatalogue[id].windowMonths) },
        {
          key: 'sources',
          header: t('sources'),
          cell: (id) => joined(indicatorCatalogue[id].sources.map((source) => names(`dataClasses.${source}`))),
        },
        {
          key: 'owner',
          header: t('owner'),
          cell: (id) => joined(indicatorCatalogue[id].sources.map((source) => t(`owners.${agencyOf[source]}`))),
        },
        { key: 'direction', header: page('direction'), cell: (id) => names(`directions.${indicatorCatalogue[id].direction}`) },
        {
          key: 'actionability',
          header: t('actionability'),
          cell: (id) => <span className="block min-w-32">{change(indicatorCatalogue[id].actionability)}</span>,
        },
        { key: 'sensitivity', header: t('sensitivity'), cell: (id) => t(`sensitivities.${sensitivityOf(id)}`) },
        { key: 'since', header: t('since'), cell: (id) => indicatorCatalogue[id].since },
      ]}
    />
  )
}
