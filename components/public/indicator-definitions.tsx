import { useTranslations } from 'next-intl'
import { DataTable } from '@/components/ui/data-table'
import { Disclosure } from '@/components/ui/disclosure'
import { indicatorKey } from '@/server/portrait/domain/value-words'
import { dimensions, type IndicatorId, indicatorCatalogue, indicatorIds } from '@/server/portrait/schema'

/** The indicators of the portrait by dimension: definition, window, source, and what happens when data are missing. */
export function IndicatorDefinitions() {
  const t = useTranslations('public.definitions')
  const names = useTranslations('indicators')
  const own = useTranslations('public.products')
  const window = (id: IndicatorId) => {
    const { windowMonths } = indicatorCatalogue[id]
    return windowMonths === 0 ? names('windows.now') : names('windows.months', { months: windowMonths })
  }
  return (
    <div className="grid gap-2">
      {dimensions.map((dimension) => {
        const ids = indicatorIds.filter((id) => indicatorCatalogue[id].dimension === dimension)
        const title = t('dimension', { name: names(`dimensions.${dimension}`), count: ids.length })
        return (
          <Disclosure key={dimension} summary={title}>
            <DataTable
              caption={title}
              captionHidden
              rows={ids}
              rowKey={(id) => id}
              columns={[
                {
                  key: 'name',
                  header: t('name'),
                  cell: (id) => <span className="block min-w-28">{names(`${indicatorKey(id)}.name`)}</span>,
                },
                {
                  key: 'definition',
                  header: t('definition'),
                  cell: (id) => <span className="block min-w-64">{names(`${indicatorKey(id)}.definition`)}</span>,
                },
                { key: 'window', header: t('window'), cell: (id) => <span className="whitespace-nowrap">{window(id)}</span> },
                {
                  key: 'sources',
                  header: t('sources'),
                  cell: (id) =>
                    indicatorCatalogue[id].sources.map((source) => names(`dataClasses.${source}`)).join(own('listSeparator')),
                },
                {
                  key: 'missing',
                  header: t('missing'),
                  cell: (id) => <span className="block min-w-48">{names(`${indicatorKey(id)}.missing`)}</span>,
                },
              ]}
              empty={null}
            />
          </Disclosure>
        )
      })}
    </div>
  )
}
