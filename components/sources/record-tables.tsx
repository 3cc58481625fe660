import { useTranslations } from 'next-intl'
import { SummaryList } from '@/components/ui/lists'
import { formatCount } from '@/components/ui/number-format'
import type {
  CourtFacts,
  InvoiceRow,
  ListFacts,
  PenaltyFacts,
  RegistrationFacts,
  SocialSecurityFacts,
  TaxFacts,
  UtilityFacts,
} from '@/server/sources/schema'
import { type Marks, Records, useFormats } from './records'

/** What is owed on the day of the answer. */
function Arrears({ fen }: { fen: bigint }) {
  const { fullMoney } = useFormats()
  const t = useTranslations('sources.basics')
  return <SummaryList rows={[{ label: t('arrears'), value: <span className="figures">{fullMoney(fen)}</span> }]} />
}

type MonthlyProps<Facts> = { facts: Facts; marks?: Marks; monthsOnly?: boolean }

export function TaxRecords({ facts, marks = null, monthsOnly = false }: MonthlyProps<TaxFacts>) {
  const { t, unit, month, day, money } = useFormats()
  const s = useTranslations('sources')
  const grades = useTranslations('indicators.taxGrades')
  const gradeKey = { D: '1', C: '2', M: '3', B: '4', A: '5' } as const
  return (
    <>
      <Records
        title={s('sections.monthly')}
        rows={[...facts.months].reverse()}
        keyOf={(row) => row.month}
        marks={marks}
        columns={[
          { key: 'month', header: t('month'), cell: (row) => month(row.month) },
          { key: 'sales', header: t('sales', { unit }), kind: 'figure', cell: (row) => money(row.declaredSalesFen) },
          { key: 'tax', header: t('tax', { unit }), kind: 'figure', cell: (row) => money(row.taxPaidFen) },
          { key: 'due', header: t('due'), cell: (row) => day(row.dueOn) },
          { key: 'declared', header: t('declared'), cell: (row) => day(row.declaredOn, t('notDeclared')) },
        ]}
      />
      <InvoiceRecords rows={facts.invoices} marks={marks} onlyMarked={monthsOnly} />
      {monthsOnly ? null : (
        <Records
          title={s('sections.grades')}
          rows={facts.grades}
          keyOf={(row) => String(row.year)}
          marks={marks}
          columns={[
            { key: 'year', header: t('year'), cell: (row) => <span className="figures">{row.year}</span> },
            { key: 'grade', header: t('grade'), cell: (row) => grades(gradeKey[row.grade]) },
          ]}
        />
      )}
      {monthsOnly ? null : <Arrears fen={facts.arrearsFen} />}
    </>
  )
}

type Invoices = { rows: TaxFacts['invoices']; marks: Marks; onlyMarked: boolean }

/** Invoiced amounts by buyer, where they are shared; beside another figure of the months (`onlyMarked`) they say nothing. */
function InvoiceRecords({ rows, marks, onlyMarked }: Invoices) {
  const { t, unit, month, money } = useFormats()
  const s = useTranslations('sources')
  const keyOf = (row: InvoiceRow) => [row.month, row.buyer].filter(Boolean).join(' ')
  if (!rows || (onlyMarked && !rows.some((row) => row.buyer !== null && marks?.includes(keyOf(row))))) return null
  return (
    <Records
      title={s('sections.invoices')}
      // Newest month first, the largest buyer of each first.
      rows={[...rows].sort((a, b) => (a.month === b.month ? 0 : a.month > b.month ? -1 : 1))}
      keyOf={keyOf}
      marks={marks}
      columns={[
        { key: 'month', header: t('month'), cell: (row) => month(row.month) },
        { key: 'buyer', header: t('invoiceBuyer'), cell: (row) => row.buyer ?? t('otherBuyers') },
        { key: 'amount', header: t('invoiced', { unit }), kind: 'figure', cell: (row) => money(row.amountFen) },
      ]}
    />
  )
}

export function SocialSecurityRecords({ facts, marks = null, monthsOnly = false }: MonthlyProps<SocialSecurityFacts>) {
  const { t, unit, month, money } = useFormats()
  const s = useTranslations('sources')
  return (
    <>
      <Records
        title={s('sections.monthly')}
        rows={[...facts.months].reverse()}
        keyOf={(row) => row.month}
        marks={marks}
        columns={[
          { key: 'month', header: t('month'), cell: (row) => month(row.month) },
          { key: 'headcount', header: t('headcount'), kind: 'figure', cell: (row) => formatCount(row.insuredHeadcount) },
          { key: 'wageBase', header: t('wageBase', { unit }), kind: 'figure', cell: (row) => money(row.wageBaseFen) },
          { key: 'arrears', header: t('arrears'), cell: (row) => (row.inArrears ? t('yes') : t('no')) },
        ]}
      />
      {monthsOnly ? null : <Arrears fen={facts.arrearsFen} />}
    </>
  )
}

export function UtilityRecords({
  facts,
  marks = null,
  monthsOnly = false,
  electricity,
}: MonthlyProps<UtilityFacts> & { electricity: boolean }) {
  const { t, unit, month, day, money } = useFormats()
  const s = useTranslations('sources')
  return (
    <>
      <Records
        title={s('sections.monthly')}
        rows={[...facts.months].reverse()}
        keyOf={(row) => row.month}
        marks={marks}
        columns={[
          { key: 'month', header: t('month'), cell: (row) => month(row.month) },
          { key: 'quantity', header: electricity ? t('kwh') : t('m3'), kind: 'figure', cell: (row) => formatCount(row.quantity) },
          { key: 'billed', header: t('billed', { unit }), kind: 'figure', cell: (row) => money(row.billedFen) },
          { key: 'due', header: t('billDue'), cell: (row) => day(row.dueOn) },
          { key: 'paid', header: t('paid'), cell: (row) => day(row.paidOn, t('unpaid')) },
        ]}
      />
      {monthsOnly ? null : <Arrears fen={facts.arrearsFen} />}
    </>
  )
}

export function RegistrationRecords({ facts, marks = null }: { facts: RegistrationFacts; marks?: Marks }) {
  const { t, day, fullMoney } = useFormats()
  const s = useTranslations('sources')
  const values = useTranslations('sources.values')
  const basics = useTranslations('sources.basics')
  return (
    <>
      <SummaryList
        rows={[
          { label: basics('name'), value: facts.name },
          { label: basics('creditCode'), value: <span className="figures">{facts.creditCode}</span> },
          { label: basics('legalForm'), value: values(facts.legalForm) },
          { label: basics('status'), value: values(facts.status) },
          { label: basics('legalRepresentative'), value: facts.legalRepresentative },
          { label: basics('foundedOn'), value: day(facts.foundedOn) },
          { label: basics('industry'), value: <span className="figures">{facts.industry}</span> },
          { label: basics('address'), value: facts.address },
          { label: basics('registeredCapital'), value: <span className="figures">{fullMoney(facts.registeredCapitalFen)}</span> },
          { label: basics('paidIn'), value: <span className="figures">{fullMoney(facts.paidInCapitalFen)}</span> },
        ]}
      />
      <Records
        title={s('sections.changes')}
        rows={facts.changes}
        keyOf={(row) => `${row.on} ${row.kind}`}
        marks={marks}
        columns={[
          { key: 'on', header: t('date'), cell: (row) => day(row.on) },
          { key: 'kind', header: t('kind'), cell: (row) => values(row.kind) },
        ]}
      />
    </>
  )
}

export function PenaltyRecords({ facts, marks = null }: { facts: PenaltyFacts; marks?: Marks }) {
  const { t, unit, day, money } = useFormats()
  const s = useTranslations('sources')
  const values = useTranslations('sources.values')
  return (
    <Records
      title={s('sections.penalties')}
      rows={facts.penalties}
      keyOf={(row) => row.id}
      marks={marks}
      columns={[
        { key: 'id', header: t('record'), cell: (row) => row.id },
        { key: 'on', header: t('date'), cell: (row) => day(row.on) },
        { key: 'authority', header: t('authority'), cell: (row) => row.authority },
        { key: 'category', header: t('category'), cell: (row) => values(row.category) },
        { key: 'severity', header: t('severity'), cell: (row) => values(row.severity) },
        { key: 'amount', header: t('amount', { unit }), kind: 'figure', cell: (row) => money(row.amountFen) },
        { key: 'repaired', header: t('repaired'), cell: (row) => day(row.repairedOn) },
      ]}
    />
  )
}

export function CourtRecords({ facts, marks = null }: { facts: CourtFacts; marks?: Marks }) {
  const { t, unit, day, money } = useFormats()
  const s = useTranslations('sources')
  const values = useTranslations('sources.values')
  return (
    <>
      <Records
        title={s('sections.cases')}
        rows={facts.cases}
        keyOf={(row) => row.id}
        marks={marks}
        columns={[
          { key: 'id', header: t('case'), cell: (row) => row.id },
          { key: 'on', header: t('date'), cell: (row) => day(row.on) },
          { key: 'role', header: t('role'), cell: (row) => values(row.role) },
          { key: 'cause', header: t('cause'), cell: (row) => row.cause },
          { key: 'amount', header: t('amount', { unit }), kind: 'figure', cell: (row) => money(row.amountFen) },
          { key: 'closed', header: t('closed'), cell: (row) => day(row.closedOn) },
        ]}
      />
      <Records
        title={s('sections.defaulter')}
        rows={facts.defaulterEntries}
        keyOf={(row) => row.id}
        marks={marks}
        columns={[
          { key: 'id', header: t('record'), cell: (row) => row.id },
          { key: 'listed', header: t('listed'), cell: (row) => day(row.listedOn) },
          { key: 'removed', header: t('removed'), cell: (row) => day(row.removedOn) },
        ]}
      />
    </>
  )
}

export function ListRecords({ facts, marks = null }: { facts: ListFacts; marks?: Marks }) {
  const { t, day } = useFormats()
  const s = useTranslations('sources')
  const values = useTranslations('sources.values')
  const evaluations = marks ? undefined : facts.evaluations
  return (
    <>
      <Records
        title={s('sections.lists')}
        rows={facts.entries}
        keyOf={(row) => row.id}
        marks={marks}
        columns={[
          { key: 'id', header: t('record'), cell: (row) => row.id },
          { key: 'list', header: t('list'), cell: (row) => values(row.list) },
          { key: 'authority', header: t('authority'), cell: (row) => row.authority },
          { key: 'listed', header: t('listed'), cell: (row) => day(row.listedOn) },
          { key: 'removed', header: t('removed'), cell: (row) => day(row.removedOn) },
        ]}
      />
      {evaluations ? (
        <Records
          title={s('sections.evaluations')}
          rows={evaluations}
          keyOf={(row) => String(row.year)}
          marks={null}
          columns={[
            { key: 'year', header: t('year'), cell: (row) => <span className="figures">{row.year}</span> },
            { key: 'grade', header: t('grade'), cell: (row) => values(row.level) },
            { key: 'authority', header: t('issuer'), cell: (row) => row.authority },
            { key: 'on', header: t('ratedOn'), cell: (row) => day(row.evaluatedOn) },
          ]}
        />
      ) : null}
    </>
  )
}
