import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { Origin } from '@/components/sources/origins'
import { DataTable } from '@/components/ui/data-table'
import { formatMonthRange } from '@/components/ui/date-format'
import { emptyMark } from '@/components/ui/number-format'
import { StatusTag } from '@/components/ui/status-tag'
import type { DataClass, Portrait } from '@/server/portrait/schema'
import type { ClassOrigin } from '@/server/sources/schema'

const tones = { PRESENT: 'success', STALE: 'warning', ABSENT: 'neutral' } as const

type Props = Pick<Portrait, 'coverage'> & {
  /** Where the records of a class lie; left out where the reader may not see them. */
  recordsHref?: (dataClass: DataClass) => string
  origins?: readonly ClassOrigin[]
}

/** What the portrait stands on, class by class. */
export function CoverageTable({ coverage, recordsHref, origins = [] }: Props) {
  const t = useTranslations('portrait.coverage')
  const names = useTranslations('indicators')
  const classes = useTranslations('consent.dataClasses')
  const locale = useLocale()
  return (
    <DataTable
      caption={t('title')}
      captionHidden
      rows={coverage}
      rowKey={({ dataClass }) => dataClass}
      empty={null}
      columns={[
        { key: 'class', header: t('class'), cell: (row) => classes(row.dataClass) },
        {
          key: 'state',
          header: t('state'),
          cell: (row) => (
            <StatusTag tone={tones[row.state]} icon={row.state === 'ABSENT' ? 'circle-dashed' : undefined}>
              {names(`coverage.${row.state}`)}
            </StatusTag>
          ),
        },
        {
          key: 'period',
          header: t('period'),
          cell: ({ dataClass, from, to }) => (
            <>
              <span className="figures whitespace-nowrap">{from && to ? formatMonthRange(from, to, locale) : emptyMark}</span>
              <Origin origins={origins} dataClass={dataClass} />
            </>
          ),
        },
        ...(recordsHref
          ? [
              {
                key: 'records',
                header: <span className="sr-only">{t('records')}</span>,
                kind: 'actions' as const,
                cell: (row: Portrait['coverage'][number]) =>
                  row.state === 'ABSENT' ? null : (
                    <Link href={recordsHref(row.dataClass)} className="text-link underline-offset-4 hover:underline">
                      {t('records')}
                      <span className="sr-only"> {classes(row.dataClass)}</span>
                    </Link>
                  ),
              },
            ]
          : []),
      ]}
    />
  )
}
