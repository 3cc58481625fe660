import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Records, useFormats } from '@/components/sources/records'
import { SummaryList } from '@/components/ui/lists'
import { emptyMark, formatCount } from '@/components/ui/number-format'
import type { Cell, EvidenceLine, EvidencePath } from '@/server/portrait/domain/evidence-paths'

type Room = 'columns' | 'basics'
/** What a field of a record is called, below `sources`. */
const labels: Readonly<Record<string, readonly [Room, string]>> = {
  month: ['columns', 'month'],
  declaredSalesFen: ['columns', 'sales'],
  taxPaidFen: ['columns', 'tax'],
  dueOn: ['columns', 'due'],
  declaredOn: ['columns', 'declared'],
  year: ['columns', 'year'],
  grade: ['columns', 'grade'],
  insuredHeadcount: ['columns', 'headcount'],
  wageBaseFen: ['columns', 'wageBase'],
  inArrears: ['columns', 'arrears'],
  paidOn: ['columns', 'paid'],
  on: ['columns', 'date'],
  id: ['columns', 'record'],
  authority: ['columns', 'authority'],
  category: ['columns', 'category'],
  severity: ['columns', 'severity'],
  amountFen: ['columns', 'amount'],
  repairedOn: ['columns', 'repaired'],
  role: ['columns', 'role'],
  cause: ['columns', 'cause'],
  closedOn: ['columns', 'closed'],
  list: ['columns', 'list'],
  listedOn: ['columns', 'listed'],
  removedOn: ['columns', 'removed'],
  title: ['columns', 'name'],
  grantedOn: ['columns', 'grantedOn'],
  state: ['columns', 'state'],
  project: ['columns', 'project'],
  outcome: ['columns', 'outcome'],
  programme: ['columns', 'programme'],
  recognisedOn: ['columns', 'recognisedOn'],
  validUntil: ['columns', 'validUntil'],
  withdrawnOn: ['columns', 'withdrawnOn'],
  name: ['columns', 'permit'],
  exportFen: ['columns', 'exports'],
  registeredOn: ['columns', 'registeredOn'],
  arrearsFen: ['basics', 'arrears'],
  foundedOn: ['basics', 'foundedOn'],
  status: ['basics', 'status'],
  legalForm: ['basics', 'legalForm'],
  registeredCapitalFen: ['basics', 'registeredCapital'],
  paidInCapitalFen: ['basics', 'paidIn'],
}
/** Fields that are called otherwise in a class of their own. */
function labelOf({ dataClass, part }: EvidencePath, field: string): readonly [Room, string] {
  if (field === 'quantity') return ['columns', dataClass === 'ELECTRICITY' ? 'kwh' : dataClass === 'AGRICULTURE' ? 'scale' : 'm3']
  if (part === 'invoices' && field !== 'month') return ['columns', field === 'buyer' ? 'invoiceBuyer' : 'invoiced']
  if (field === 'dueOn' && dataClass !== 'TAX') return ['columns', 'billDue']
  if (field === 'paidOn' && dataClass === 'SUBSIDY') return ['columns', 'paidOn']
  if (field === 'kind') return ['columns', part === 'changes' ? 'kind' : part === 'titles' ? 'recognition' : 'type']
  return labels[field] ?? ['columns', 'value']
}

const sections: Readonly<Record<string, string>> = {
  months: 'monthly',
  invoices: 'invoices',
  grades: 'grades',
  changes: 'changes',
  penalties: 'penalties',
  cases: 'cases',
  defaulterEntries: 'defaulter',
  entries: 'lists',
  rights: 'rights',
  bids: 'bids',
  grants: 'grants',
  titles: 'titles',
  permits: 'permits',
  holdings: 'holdings',
}
const days = /^\d{4}-\d{2}-\d{2}$/
const coded = ['status', 'legalForm', 'kind', 'category', 'severity', 'role', 'list', 'outcome', 'state']

/** Labels and cells in the reader's language. */
function useLineText(path: EvidencePath) {
  const t = useTranslations('sources')
  const { unit, month, day, money, fullMoney } = useFormats()
  const label = (field: string) => {
    const [room, key] = labelOf(path, field)
    return t(`${room}.${key}` as 'columns.sales', { unit })
  }
  const word = (value: string, field: string) => {
    const key = `values.${field === 'state' && path.part === 'permits' ? `permit.${value}` : value}` as 'values.ACTIVE'
    return t.has(key) ? t(key) : value
  }
  const cell = (field: string, value: Cell | undefined): ReactNode => {
    if (value === null || value === undefined) {
      if (field === 'declaredOn') return t('columns.notDeclared')
      if (field === 'paidOn' && path.part === 'months') return t('columns.unpaid')
      return field === 'buyer' ? t('columns.otherBuyers') : emptyMark
    }
    if (typeof value === 'bigint') return path.part === null ? fullMoney(value) : money(value)
    if (typeof value === 'boolean') return t(value ? 'columns.yes' : 'columns.no')
    if (typeof value === 'number') return field === 'year' ? String(value) : formatCount(value)
    if (field === 'month') return month(value)
    if (days.test(value)) return day(value)
    return coded.includes(field) ? word(value, field) : value
  }
  return { label, cell, section: (part: string) => t(`sections.${sections[part] ?? 'basics'}` as 'sections.monthly') }
}

/** The very lines of a record that a figure was read from, with the fields that it needs; those that it counts are marked. */
export function EvidenceLines({
  path,
  lines,
  marks,
}: {
  path: EvidencePath
  lines: readonly EvidenceLine[]
  marks: readonly string[]
}) {
  const { label, cell, section } = useLineText(path)
  if (path.part === null) {
    const cells = lines[0]?.cells ?? {}
    return (
      <SummaryList
        rows={path.fields.map((field) => ({
          label: label(field),
          value: <span className="figures">{cell(field, cells[field])}</span>,
        }))}
      />
    )
  }
  const isFigure = (field: string) =>
    field !== 'year' && lines.some(({ cells }) => typeof cells[field] === 'bigint' || typeof cells[field] === 'number')
  return (
    <Records
      title={section(path.part)}
      rows={path.part === 'months' ? [...lines].reverse() : lines}
      keyOf={({ key }) => key}
      marks={marks}
      columns={path.fields.map((field) => ({
        key: field,
        header: label(field),
        kind: isFigure(field) ? ('figure' as const) : ('text' as const),
        cell: ({ cells }: EvidenceLine) => cell(field, cells[field]),
      }))}
    />
  )
}
