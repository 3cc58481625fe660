import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useCatalogueText } from '@/components/catalogue/catalogue-text'
import { DataTable } from '@/components/ui/data-table'
import { formatDay, formatInstant } from '@/components/ui/date-format'
import { DateText, Money } from '@/components/ui/figures'
import { moneyUnitLabel } from '@/components/ui/number-format'
import { StatusTag, type StatusTone } from '@/components/ui/status-tag'
import type { ApplicationState } from '@/server/lending/schema'

const linkClass = 'text-link underline-offset-4 hover:underline'
const tones: Partial<Record<ApplicationState, StatusTone>> = {
  SUPPLEMENT: 'warning',
  OFFERED: 'warning',
  REJECTED: 'danger',
  DECLINED_INTAKE: 'danger',
  GRANTED: 'success',
  CONTRACTED: 'success',
  PARTLY_DISBURSED: 'success',
  DISBURSED: 'success',
  SETTLED: 'neutral',
  RENEWED: 'neutral',
  WITHDRAWN: 'neutral',
  LAPSED: 'neutral',
}

export function ApplicationStateTag({ state }: { state: ApplicationState }) {
  const t = useTranslations('lending.states')
  return <StatusTag tone={tones[state] ?? 'info'}>{t(state)}</StatusTag>
}

type Named = { name: string; nameEn: string }
type DraftRow = { id: string; updatedAt: Date; updatedByName: string; product: Named | null }

/** Applications that were begun and not sent. */
export function DraftTable({ drafts }: { drafts: readonly DraftRow[] }) {
  const t = useTranslations('apply')
  const locale = useLocale()
  const text = useCatalogueText()
  return (
    <DataTable
      caption={t('list.drafts')}
      captionHidden
      empty={null}
      rows={drafts}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'product',
          header: t('list.product'),
          cell: ({ id, product }) => (
            <Link href={`/sme/applications/drafts/${id}`} className={linkClass}>
              {product ? text.own(product) : t('draft.gone')}
            </Link>
          ),
        },
        {
          key: 'saved',
          header: t('list.state'),
          cell: (row) => t('list.updated', { name: row.updatedByName, at: formatInstant(row.updatedAt, locale) }),
        },
      ]}
    />
  )
}

type Row = {
  id: string
  number: string
  state: ApplicationState
  product: Named
  institution: Named
  amountFen: bigint
  submittedAt: Date
  deadlineKind: string | null
  dueOn: string | null
  provisional: boolean
  flags: readonly string[]
}

const deadlineKinds = ['ACCEPT', 'CONTACT', 'DECIDE', 'CEILING'] as const

/** Applications that were sent, newest first, with what comes next and by when. */
export function ApplicationTable({ applications }: { applications: readonly Row[] }) {
  const card = useTranslations('matching.card')
  const t = useTranslations('apply')
  const locale = useLocale()
  const text = useCatalogueText()
  const next = ({ state, dueOn, deadlineKind, provisional, flags }: Row) => {
    if (flags.includes('SUSPENDED')) return t('own.waits.SUSPENDED')
    if (state === 'SUPPLEMENT') return t('own.waits.SUPPLEMENT')
    if (state === 'OFFERED' && !flags.includes('OFFER_ACCEPTED')) return t('own.waits.OFFERED')
    const kind = deadlineKinds.find((one) => one === deadlineKind)
    if (!kind || !dueOn) return '--'
    const sentence = t('list.by', { day: formatDay(dueOn, locale), kind: t(`own.expected.${kind}`) })
    return provisional ? `${sentence}${t('list.provisional')}` : sentence
  }
  return (
    <DataTable
      caption={t('list.sent')}
      captionHidden
      empty={null}
      rows={applications}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'number',
          header: t('list.number'),
          cell: ({ id, number }) => (
            <Link href={`/sme/applications/${id}`} className={`figures ${linkClass}`}>
              {number}
            </Link>
          ),
        },
        {
          key: 'product',
          header: t('list.product'),
          cell: ({ product, institution }) => (
            <>
              {text.own(product)}
              <span className="block text-14 text-fg-3">{text.own(institution)}</span>
            </>
          ),
        },
        {
          key: 'amount',
          header: card('withUnit', { label: t('list.amount'), unit: moneyUnitLabel('wan', locale) }),
          kind: 'figure',
          cell: ({ amountFen }) => <Money fen={amountFen} unit="wan" bare />,
        },
        { key: 'state', header: t('list.state'), cell: ({ state }) => <ApplicationStateTag state={state} /> },
        { key: 'next', header: t('list.next'), cell: next },
        { key: 'submitted', header: t('list.submitted'), cell: ({ submittedAt }) => <DateText value={submittedAt} /> },
      ]}
    />
  )
}
