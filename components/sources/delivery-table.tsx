import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { DataTable } from '@/components/ui/data-table'
import { formatMonthRange } from '@/components/ui/date-format'
import { DateText } from '@/components/ui/figures'
import { formatCount } from '@/components/ui/number-format'
import { EmptyState } from '@/components/ui/states'
import { StatusTag } from '@/components/ui/status-tag'
import { storedWords } from '@/components/ui/stored-words'
import { DataClass } from '@/server/sources/schema'

export type ShownDelivery = {
  id: string
  dataClass: string
  fileName: string
  periodFrom: string
  periodTo: string
  receivedAt: Date
  state: 'RECEIVED' | 'LOADING' | 'PUBLISHED' | 'REFUSED'
  failure: string | null
  accepted: number
  setAside: number
  corrected: number
}

const tones = { RECEIVED: 'neutral', LOADING: 'info', PUBLISHED: 'success', REFUSED: 'danger' } as const

/** What became of a delivery; where it was refused: why, what to do, and that nothing was lost. */
export function DeliveryState({ state, failure }: Pick<ShownDelivery, 'state' | 'failure'>) {
  const t = useTranslations('sources.feeds')
  const advice = storedWords(useTranslations('sources.feedAdvice'))
  const reasons = storedWords(useTranslations('sources.feedRefusals'))
  return (
    <span className="grid justify-items-start gap-0.5 py-1">
      <StatusTag tone={tones[state]}>{t(`states.${state}`)}</StatusTag>
      {failure ? <span className="text-13 text-fg">{reasons.has(failure) ? reasons(failure) : failure}</span> : null}
      {failure && advice.has(failure) ? <span className="text-13 text-fg-2">{advice(failure)}</span> : null}
      {state === 'REFUSED' ? <span className="text-13 text-fg-2">{t('kept')}</span> : null}
    </span>
  )
}

/** Files that agencies delivered; `hrefOf` leads to one with its lines. */
export function DeliveryTable({ rows, hrefOf }: { rows: readonly ShownDelivery[]; hrefOf?: (id: string) => string }) {
  const t = useTranslations('sources.feeds')
  const names = useTranslations('consent.dataClasses')
  const locale = useLocale()
  return (
    <DataTable
      caption={t('title')}
      captionHidden
      rows={rows}
      rowKey={({ id }) => id}
      empty={<EmptyState title={t('empty')}>{t('emptyHint')}</EmptyState>}
      columns={[
        {
          key: 'file',
          header: t('file'),
          cell: ({ id, fileName }) =>
            hrefOf ? (
              <Link href={hrefOf(id)} className="break-all text-link underline-offset-4 hover:underline">
                {fileName}
              </Link>
            ) : (
              <span className="break-all">{fileName}</span>
            ),
        },
        { key: 'class', header: t('class'), cell: ({ dataClass }) => names(DataClass.parse(dataClass)) },
        {
          key: 'period',
          header: t('period'),
          cell: ({ periodFrom, periodTo }) => (
            <span className="figures whitespace-nowrap">{formatMonthRange(periodFrom, periodTo, locale)}</span>
          ),
        },
        { key: 'received', header: t('received'), cell: ({ receivedAt }) => <DateText value={receivedAt} /> },
        { key: 'state', header: t('state'), cell: (row) => <DeliveryState state={row.state} failure={row.failure} /> },
        { key: 'accepted', header: t('accepted'), kind: 'figure', cell: ({ accepted }) => formatCount(accepted) },
        { key: 'setAside', header: t('setAside'), kind: 'figure', cell: ({ setAside }) => formatCount(setAside) },
        { key: 'corrected', header: t('corrected'), kind: 'figure', cell: ({ corrected }) => formatCount(corrected) },
      ]}
    />
  )
}
