import { useLocale, useTranslations } from 'next-intl'
import { DataTable } from '@/components/ui/data-table'
import type { Bilingual, CatalogueItem } from '@/server/sources/domain/catalogue'

/** Items of the catalogue: provider, ground, way, rhythm, reach and protection of each. */
export function CatalogueTable({ caption, items }: { caption: string; items: readonly CatalogueItem[] }) {
  const t = useTranslations('sources.catalogue')
  const share = useTranslations('sources.share')
  const locale = useLocale()
  const say = ({ zh, en }: Bilingual) => (locale === 'en' ? en : zh)
  const separator = locale === 'en' ? ', ' : '、'
  return (
    <DataTable
      caption={caption}
      captionHidden
      rows={items}
      rowKey={({ id }) => id}
      empty={null}
      columns={[
        { key: 'item', header: t('item'), cell: ({ name }) => say(name) },
        { key: 'department', header: t('department'), cell: ({ department }) => say(department) },
        { key: 'basis', header: t('basis'), cell: ({ legalBasis }) => say(legalBasis) },
        { key: 'share', header: t('share'), cell: (item) => share(item.share) },
        {
          key: 'cycle',
          header: t('cycle'),
          cell: ({ cycle }) => <span className="whitespace-nowrap">{t(`cycles.${cycle}`)}</span>,
        },
        {
          key: 'lookback',
          header: t('lookback'),
          kind: 'figure',
          cell: ({ lookbackMonths }) => t('months', { count: lookbackMonths }),
        },
        {
          key: 'sensitivity',
          header: t('sensitivity'),
          cell: ({ sensitivity, personal, tradeSecret }) =>
            [t(`sensitivities.${sensitivity}`), personal ? t('personal') : '', tradeSecret ? t('secret') : '']
              .filter(Boolean)
              .join(separator),
        },
        {
          key: 'rules',
          header: t('rules'),
          cell: ({ rules }) => rules.map((rule) => t(`qualityRules.${rule}`)).join(separator),
        },
      ]}
    />
  )
}
