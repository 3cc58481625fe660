import { useTranslations } from 'next-intl'
import type { Column } from '@/components/ui/data-table'
import { SummaryList } from '@/components/ui/lists'
import { formatCount } from '@/components/ui/number-format'
import type {
  AgricultureFacts,
  CustomsFacts,
  EnvironmentFacts,
  HousingFundFacts,
  IntellectualPropertyFacts,
  PermitFacts,
  ProcurementFacts,
  PublicOpinionFacts,
  QualificationFacts,
  RealEstateFacts,
  SubsidyFacts,
} from '@/server/sources/schema'
import { type Marks, Records, useFormats } from './records'

type Props<Facts> = { facts: Facts; marks?: Marks }

/** What the wider tables share: formats, titles and words. */
function useWords() {
  const formats = useFormats()
  return { ...formats, sections: useTranslations('sources.sections'), words: useTranslations('sources.values') }
}
type Words = ReturnType<typeof useWords>

type List<Facts, Row> = {
  rows: (facts: Facts) => readonly Row[]
  /** What a row is marked by. */
  keyOf: (row: Row) => string
  show: (words: Words) => { title: string; columns: readonly Column<Row>[] }
}

/** The records of a class that is one list. */
const listOf = <Facts, Row>({ rows, keyOf, show }: List<Facts, Row>) =>
  function RecordList({ facts, marks = null }: Props<Facts>) {
    return <Records rows={rows(facts)} keyOf={keyOf} marks={marks} {...show(useWords())} />
  }

export const PermitRecords = listOf({
  rows: (facts: PermitFacts) => facts.permits,
  keyOf: (row) => row.id,
  show: ({ t, day, sections, words }) => ({
    title: sections('permits'),
    columns: [
      { key: 'id', header: t('record'), cell: (row) => row.id },
      { key: 'name', header: t('permit'), cell: (row) => row.name },
      { key: 'authority', header: t('issuer'), cell: (row) => row.authority },
      { key: 'on', header: t('grantedOn'), cell: (row) => day(row.grantedOn) },
      { key: 'until', header: t('validUntil'), cell: (row) => day(row.validUntil) },
      { key: 'state', header: t('state'), cell: (row) => words(`permit.${row.state}`) },
    ],
  }),
})

export const IntellectualPropertyRecords = listOf({
  rows: (facts: IntellectualPropertyFacts) => facts.rights,
  keyOf: (row) => row.id,
  show: ({ t, day, sections, words }) => ({
    title: sections('rights'),
    columns: [
      { key: 'id', header: t('record'), cell: (row) => row.id },
      { key: 'kind', header: t('type'), cell: (row) => words(row.kind) },
      { key: 'title', header: t('name'), cell: (row) => row.title },
      { key: 'on', header: t('grantedOn'), cell: (row) => day(row.grantedOn) },
      { key: 'state', header: t('state'), cell: (row) => words(row.state) },
      { key: 'pledged', header: t('pledged'), cell: (row) => (row.pledged ? t('yes') : t('no')) },
    ],
  }),
})

export function CustomsRecords({ facts, marks = null }: Props<CustomsFacts>) {
  const { t, unit, month, money, sections, words } = useWords()
  return (
    <>
      <SummaryList rows={[{ label: t('customsGrade'), value: words(`customs.${facts.grade ?? 'NONE'}`) }]} />
      <Records
        title={sections('monthly')}
        rows={[...facts.months].reverse()}
        keyOf={(row) => row.month}
        marks={marks}
        columns={[
          { key: 'month', header: t('month'), cell: (row) => month(row.month) },
          { key: 'export', header: t('exports', { unit }), kind: 'figure', cell: (row) => money(row.exportFen) },
          { key: 'import', header: t('imports', { unit }), kind: 'figure', cell: (row) => money(row.importFen) },
          { key: 'count', header: t('declarations'), kind: 'figure', cell: (row) => formatCount(row.declarations) },
        ]}
      />
    </>
  )
}

export const HousingFundRecords = listOf({
  rows: (facts: HousingFundFacts) => [...facts.months].reverse(),
  keyOf: (row) => row.month,
  show: ({ t, unit, month, money, sections, words }) => ({
    title: sections('monthly'),
    columns: [
      { key: 'month', header: t('month'), cell: (row) => month(row.month) },
      { key: 'contributors', header: t('contributors'), kind: 'figure', cell: (row) => formatCount(row.contributors) },
      { key: 'base', header: t('depositBase', { unit }), kind: 'figure', cell: (row) => money(row.baseFen) },
      { key: 'deposited', header: t('deposited', { unit }), kind: 'figure', cell: (row) => money(row.depositedFen) },
      { key: 'state', header: t('state'), cell: (row) => words(`deposit.${row.state}`) },
    ],
  }),
})

export const QualificationRecords = listOf({
  rows: (facts: QualificationFacts) => facts.titles,
  keyOf: (row) => row.id,
  show: ({ t, day, sections, words }) => ({
    title: sections('titles'),
    columns: [
      { key: 'kind', header: t('recognition'), cell: (row) => words(row.kind) },
      { key: 'id', header: t('record'), cell: (row) => row.id },
      { key: 'authority', header: t('issuer'), cell: (row) => row.authority },
      { key: 'on', header: t('recognisedOn'), cell: (row) => day(row.recognisedOn) },
      { key: 'until', header: t('validUntil'), cell: (row) => day(row.validUntil) },
      { key: 'withdrawn', header: t('withdrawnOn'), cell: (row) => day(row.withdrawnOn) },
    ],
  }),
})

export const ProcurementRecords = listOf({
  rows: (facts: ProcurementFacts) => facts.bids,
  keyOf: (row) => row.id,
  show: ({ t, unit, day, money, sections, words }) => ({
    title: sections('bids'),
    columns: [
      { key: 'id', header: t('record'), cell: (row) => row.id },
      { key: 'project', header: t('project'), cell: (row) => row.project },
      { key: 'buyer', header: t('buyer'), cell: (row) => row.buyer },
      { key: 'on', header: t('openedOn'), cell: (row) => day(row.on) },
      { key: 'amount', header: t('amount', { unit }), kind: 'figure', cell: (row) => money(row.amountFen) },
      { key: 'outcome', header: t('outcome'), cell: (row) => words(row.outcome) },
    ],
  }),
})

export const SubsidyRecords = listOf({
  rows: (facts: SubsidyFacts) => facts.grants,
  keyOf: (row) => row.id,
  show: ({ t, unit, day, money, sections }) => ({
    title: sections('grants'),
    columns: [
      { key: 'programme', header: t('programme'), cell: (row) => row.programme },
      { key: 'id', header: t('record'), cell: (row) => row.id },
      { key: 'authority', header: t('issuer'), cell: (row) => row.authority },
      { key: 'on', header: t('announcedOn'), cell: (row) => day(row.on) },
      { key: 'amount', header: t('amount', { unit }), kind: 'figure', cell: (row) => money(row.amountFen) },
      { key: 'paid', header: t('paidOn'), cell: (row) => day(row.paidOn) },
    ],
  }),
})

export const EnvironmentRecords = listOf({
  rows: (facts: EnvironmentFacts) => facts.ratings,
  keyOf: (row) => String(row.year),
  show: ({ t, day, sections, words }) => ({
    title: sections('ratings'),
    columns: [
      { key: 'year', header: t('year'), cell: (row) => <span className="figures">{row.year}</span> },
      { key: 'grade', header: t('grade'), cell: (row) => words(row.grade) },
      { key: 'authority', header: t('issuer'), cell: (row) => row.authority },
      { key: 'on', header: t('ratedOn'), cell: (row) => day(row.ratedOn) },
    ],
  }),
})

export const AgricultureRecords = listOf({
  rows: (facts: AgricultureFacts) => facts.holdings,
  keyOf: (row) => row.id,
  show: ({ t, day, sections, words }) => ({
    title: sections('holdings'),
    columns: [
      { key: 'id', header: t('record'), cell: (row) => row.id },
      { key: 'kind', header: t('type'), cell: (row) => words(row.kind) },
      {
        key: 'quantity',
        header: t('scale'),
        kind: 'figure',
        cell: (row) => t(row.kind === 'LIVESTOCK' ? 'heads' : 'mu', { count: formatCount(row.quantity) }),
      },
      { key: 'on', header: t('registeredOn'), cell: (row) => day(row.registeredOn) },
      { key: 'until', header: t('validUntil'), cell: (row) => day(row.validUntil) },
    ],
  }),
})

export const PublicOpinionRecords = listOf({
  rows: (facts: PublicOpinionFacts) => facts.items,
  keyOf: (row) => row.id,
  show: ({ t, day, sections, words }) => ({
    title: sections('reports'),
    columns: [
      { key: 'on', header: t('date'), cell: (row) => day(row.on) },
      { key: 'title', header: t('report'), cell: (row) => row.title },
      { key: 'topic', header: t('topic'), cell: (row) => words(row.topic) },
      { key: 'tone', header: t('tone'), cell: (row) => words(row.tone) },
      { key: 'outlet', header: t('outlet'), cell: (row) => row.outlet },
      { key: 'confirmed', header: t('confirmed'), cell: (row) => (row.confirmed ? t('yes') : t('no')) },
    ],
  }),
})

export const RealEstateRecords = listOf({
  rows: (facts: RealEstateFacts) => facts.answers,
  keyOf: (row) => row.claimDigest,
  show: ({ t, day, sections, words }) => ({
    title: sections('answers'),
    columns: [
      { key: 'claim', header: t('claim'), cell: (row) => <code className="text-13">{row.claimDigest.slice(0, 16)}…</code> },
      { key: 'answer', header: t('answer'), cell: (row) => words(`answer.${row.answer}`) },
      { key: 'on', header: t('checkedOn'), cell: (row) => day(row.checkedOn) },
    ],
  }),
})
