import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { DataTable } from '@/components/ui/data-table'
import { Disclosure } from '@/components/ui/disclosure'
import { DateText } from '@/components/ui/figures'
import { EmptyState } from '@/components/ui/states'
import { groupFields } from './read-fields'

type Row = {
  id: string
  readerOrganisationName: string
  readerName: string
  at: Date
  purpose: string
  consentId: string | null
  applicationId: string | null
  fields: readonly string[]
}

const purposes = ['LOAN_REVIEW', 'LOAN_APPROVAL', 'CONTRACT', 'SUPERVISION'] as const

/** The purpose of a read in words. */
export function usePurposeText() {
  const t = useTranslations('ledger.access')
  return (purpose: string) => {
    const known = purposes.find((one) => one === purpose)
    return known ? t(`purposes.${known}`) : t('otherPurpose')
  }
}

function Fields({ fields }: { fields: readonly string[] }) {
  const t = useTranslations('ledger.access')
  const groups = groupFields(fields)
  const lines = [
    groups.application ? t('groups.application', { count: groups.application }) : null,
    groups.summary ? t('groups.summary') : null,
    groups.indicators ? t('groups.indicators', { count: groups.indicators }) : null,
    groups.records ? t('groups.records', { count: groups.records }) : null,
    groups.months ? t('groups.months', { count: groups.months }) : null,
    groups.gates ? t('groups.gates') : null,
    groups.questions ? t('groups.questions') : null,
    groups.coverage ? t('groups.coverage') : null,
    groups.lending ? t('groups.lending') : null,
  ].filter((line) => line !== null)
  return (
    <Disclosure summary={t('count', { count: fields.length })}>
      <ul className="grid gap-1 pb-2 text-14 text-fg-2">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Disclosure>
  )
}

/** Who looked, when, what for, under which consent, at which fields. */
export function AccessTable({ rows }: { rows: readonly Row[] }) {
  const t = useTranslations('ledger.access')
  const purposeText = usePurposeText()
  return (
    <DataTable
      caption={t('caption')}
      captionHidden
      rows={rows}
      rowKey={({ id }) => id}
      empty={<EmptyState title={t('empty')}>{t('emptyHint')}</EmptyState>}
      columns={[
        { key: 'when', header: t('when'), cell: (row) => <DateText value={row.at} /> },
        { key: 'who', header: t('who'), cell: (row) => row.readerOrganisationName },
        { key: 'person', header: t('person'), cell: (row) => row.readerName },
        { key: 'purpose', header: t('purpose'), cell: (row) => purposeText(row.purpose) },
        {
          key: 'consent',
          header: t('consent'),
          cell: (row) =>
            row.consentId ? (
              <Link
                href={`/sme/consents/${row.consentId}`}
                className="whitespace-nowrap text-link underline-offset-4 hover:underline"
              >
                {t('openConsent')}
              </Link>
            ) : (
              <span className="text-fg-3">{row.applicationId ? t('ownApplication') : t('noConsent')}</span>
            ),
        },
        { key: 'fields', header: t('fields'), cell: (row) => <Fields fields={row.fields} /> },
        {
          key: 'proof',
          header: t('proof'),
          cell: (row) => (
            <a
              href={`/sme/access/${row.id}/proof`}
              aria-label={t('proofOf', { who: row.readerOrganisationName })}
              className="whitespace-nowrap text-link underline-offset-4 hover:underline"
            >
              {t('downloadProof')}
            </a>
          ),
        },
      ]}
    />
  )
}
