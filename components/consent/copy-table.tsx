import { useTranslations } from 'next-intl'
import { LinkButton } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/figures'
import { EmptyState } from '@/components/ui/states'
import { StatusTag } from '@/components/ui/status-tag'
import type { copyBases, deletionMethods } from '@/server/consent/schema'
import type { DataClass } from '@/server/sources/schema'
import { useConsentText } from './consent-terms'

export type ShownCopy = {
  id: string
  enterpriseName: string
  applicationNumber: string | null
  dataClasses: readonly DataClass[]
  reads: number
  lastReadAt: Date
  basis: string
  dueOn: string
  standing: 'CONFIRMED' | 'OVERDUE' | 'OPEN'
  confirmedAt: Date | null
  confirmedByName: string | null
  method: string | null
  institutionName?: string
}

export function CopyTag({ standing }: Pick<ShownCopy, 'standing'>) {
  const t = useTranslations('consent.copies.standing')
  const tone = { CONFIRMED: 'success', OVERDUE: 'danger', OPEN: 'warning' } as const
  return <StatusTag tone={tone[standing]}>{t(standing)}</StatusTag>
}

type Props = { copies: readonly ShownCopy[]; caption: string; empty: string; mayConfirm?: boolean; withInstitution?: boolean }

/** Copies that have to go, the nearest deadline first, each with the way to confirm it. */
export function CopyTable({ copies, caption, empty, mayConfirm = false, withInstitution = false }: Props) {
  const t = useTranslations('consent.copies')
  const text = useConsentText()
  const columns: Column<ShownCopy>[] = [
    { key: 'enterprise', header: t('enterprise'), cell: (row) => row.enterpriseName },
    ...(withInstitution
      ? [{ key: 'institution', header: t('institution'), cell: (row: ShownCopy) => row.institutionName ?? '--' }]
      : []),
    {
      key: 'application',
      header: t('application'),
      cell: (row) => <span className="figures">{row.applicationNumber ?? '--'}</span>,
    },
    { key: 'data', header: t('data'), cell: (row) => text.classes(row.dataClasses) },
    { key: 'read', header: t('lastRead'), cell: (row) => <DateText value={row.lastReadAt} /> },
    { key: 'basis', header: t('basis'), cell: (row) => t(`bases.${row.basis as (typeof copyBases)[number]}`) },
    { key: 'due', header: t('due'), cell: (row) => <DateText value={row.dueOn} /> },
    { key: 'state', header: t('state'), cell: (row) => <CopyTag standing={row.standing} /> },
    {
      key: 'confirmed',
      header: t('confirmed'),
      cell: (row) =>
        row.confirmedAt ? (
          <span className="grid">
            <DateText value={row.confirmedAt} />
            <span className="text-13 text-fg-3">
              {row.confirmedByName} · {t(`methods.${row.method as (typeof deletionMethods)[number]}`)}
            </span>
          </span>
        ) : mayConfirm ? (
          <LinkButton href={`/bank/copies/${row.id}`} className="min-h-9 text-14">
            {t('confirm')}
          </LinkButton>
        ) : (
          '--'
        ),
    },
  ]
  return (
    <DataTable
      caption={caption}
      captionHidden
      columns={columns}
      rows={copies}
      rowKey={(row) => row.id}
      empty={<EmptyState title={empty} />}
    />
  )
}
