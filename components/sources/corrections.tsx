import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/figures'
import { Section } from '@/components/ui/page-header'
import type { DataClass } from '@/server/sources/schema'
import { classPath } from './class-path'

export type ShownCorrection = { id: string; dataClass: string; deliveryId: string | null; keys: string[]; at: Date }

/** How many keys are written out; the rest is counted. */
const written = 6

/** What agencies changed after it had been used: when, which records, how it was learnt. */
export function Corrections({ rows }: { rows: readonly ShownCorrection[] }) {
  const t = useTranslations('sources.corrections')
  const table = useTranslations('sources.table')
  const names = useTranslations('consent.dataClasses')
  return (
    <Section title={t('title')} lead={t('lead')}>
      <DataTable
        caption={t('title')}
        captionHidden
        rows={rows}
        rowKey={({ id }) => id}
        empty={<p className="text-fg-2">{t('none')}</p>}
        columns={[
          { key: 'at', header: t('at'), cell: ({ at }) => <DateText value={at} /> },
          {
            key: 'class',
            header: table('class'),
            cell: ({ dataClass }) => (
              <Link
                href={`/sme/data/${classPath(dataClass as DataClass)}`}
                className="text-link underline-offset-4 hover:underline"
              >
                {names(dataClass as DataClass)}
              </Link>
            ),
          },
          {
            key: 'keys',
            header: t('keys'),
            cell: ({ keys }) => (
              <span className="figures break-all">
                {keys.slice(0, written).join(' · ')}
                {keys.length > written ? ` … (${keys.length})` : ''}
              </span>
            ),
          },
          { key: 'by', header: t('by'), cell: ({ deliveryId }) => (deliveryId ? t('file') : t('answer')) },
        ]}
      />
    </Section>
  )
}
