import { useLocale, useTranslations } from 'next-intl'
import { DataTable } from '@/components/ui/data-table'
import { formatInstant } from '@/components/ui/date-format'
import { useCatalogueText } from './catalogue-text'

type Version = {
  version: number
  name: string
  nameEn: string
  editedByName: string | null
  editedAt: Date | null
  publishedByName: string | null
  publishedAt: Date | null
}

/** Every version there was, newest first: who wrote it and who published it. */
export function VersionTable({ versions }: { versions: readonly Version[] }) {
  const t = useTranslations('catalogue.manage')
  const locale = useLocale()
  const text = useCatalogueText()
  return (
    <DataTable
      caption={t('versions')}
      captionHidden
      empty={null}
      rows={versions}
      rowKey={({ version }) => String(version)}
      columns={[
        { key: 'version', header: t('versionColumn'), cell: ({ version }) => t('versionNumber', { version }) },
        { key: 'name', header: t('name'), cell: (version) => text.own(version) },
        {
          key: 'edited',
          header: t('written'),
          cell: ({ editedByName, editedAt }) => `${editedByName ?? '--'} ${formatInstant(editedAt, locale)}`,
        },
        {
          key: 'published',
          header: t('publishedColumn'),
          cell: ({ publishedByName, publishedAt }) =>
            publishedAt
              ? t('published', { name: publishedByName ?? '--', at: formatInstant(publishedAt, locale) })
              : t('unpublished'),
        },
      ]}
    />
  )
}
