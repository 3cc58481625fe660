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
import { type Marks, Records, useFormats } from './record-tables'

type Props<Facts> = { facts: Facts; marks?: Marks }

/** What the wider tables share: formats, titles and words. */
function useWords() {
  const formats = useFormats()
  return { ...formats, sections: useTranslations('sources.sections'), words: useTranslations('sources.values') }
}

export function PermitRecords({ facts, marks = null }: Props<PermitFacts>) {
  const { t, day, sections, words } = useWords()
  return (
    <Records
      title={sections('permits')}
      rows={facts.permits}
      keyOf={(row) => row.id}
      marks={marks}
      columns={[
        { key: 'id', header: t('record'), cell: (row) => row.id },
        { key: 'name', header: t('permit'), cell: (row) => row.name },
        { key: 'authority', header: t('issuer'), cell: (row) => row.authority },
        { key: 'on', header: t('grantedOn'), cell: (row) => day(row.grantedOn) },
        { key: 'until', header: t('validUntil'), cell: (row) => day(row.validUntil) },
        { key: 'state', header: t('state'), cell: (row) => words(`permit.${row.state}`) },
      ]}
    />
  )
}

export function IntellectualPropertyRecords({ facts, marks = null }: Props<IntellectualPropertyFacts>) {
  const { t, day, sections, words } = useWords()
  return (
    <Records
      title={sections('rights')}
      rows={facts.rights}
      keyOf={(row) => row.id}
      marks={marks}
      columns={[
        { key: 'id', header: t('record'), cell: (row) => row.id },
        { key: 'kind', header: t('type'), cell: (row) => words(row.kind) },
        { key: 'title', header: t('name'), cell: (row) => row.title },
        { key: 'on', header: t('grantedOn'), cell: (row) => day(row.grantedOn) },
        { key: 'state', header: t('state'), cell: (row) => words(row.state) },
        { key: 'pledged', header: t('pledged'), cell: (row) => (row.pledged ? t('yes') : t('no')) },
      ]}
    />
  )
}

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

export function HousingFundRecords({ facts, marks = null }: Props<HousingFundFacts>) {
  const { t, unit, month, money, sections, words } = useWords()
  return (
    <Records
      title={sections('monthly')}
      rows={[...facts.months].reverse()}
      keyOf={(row) => row.month}
      marks={marks}
      columns={[
        { key: 'month', header: t('month'), cell: (row) => month(row.month) },
        { key: 'contributors', header: t('contributors'), kind: 'figure', cell: (row) => formatCount(row.contributors) },
        { key: 'base', header: t('depositBase', { unit }), kind: 'figure', cell: (row) => money(row.baseFen) },
        { key: 'deposited', header: t('deposited', { unit }), kind: 'figure', cell: (row) => money(row.depositedFen) },
        { key: 'state', header: t('state'), cell: (row) => words(`deposit.${row.state}`) },
      ]}
    />
  )
}

export function QualificationRecords({ facts, marks = null }: Props<QualificationFacts>) {
  const { t, day, sections, words } = useWords()
  return (
    <Records
      title={sections('titles')}
      rows={facts.titles}
      keyOf={(row) => row.id}
      marks={marks}
      columns={[
        { key: 'kind', header: t('recognition'), cell: (row) => words(row.kind) },
        { key: 'id', header: t('record'), cell: (row) => row.id },
        { key: 'authority', header: t('issuer'), cell: (row) => row.authority },
        { key: 'on', header: t('recognisedOn'), cell: (row) => day(row.recognisedOn) },
        { key: 'until', header: t('validUntil'), cell: (row) => day(row.validUntil) },
        { key: 'withdrawn', header: t('withdrawnOn'), cell: (row) => day(row.withdrawnOn) },
      ]}
    />
  )
}

export function ProcurementRecords({ facts, marks = null }: Props<ProcurementFacts>) {
  const { t, unit, day, money, sections, words } = useWords()
  return (
    <Records
      title={sections('bids')}
      rows={facts.bids}
      keyOf={(row) => row.id}
      marks={marks}
      columns={[
        { key: 'id', header: t('record'), cell: (row) => row.id },
        { key: 'project', header: t('project'), cell: (row) => row.project },
        { key: 'buyer', header: t('buyer'), cell: (row) => row.buyer },
        { key: 'on', header: t('openedOn'), cell: (row) => day(row.on) },
        { key: 'amount', header: t('amount', { unit }), kind: 'figure', cell: (row) => money(row.amountFen) },
        { key: 'outcome', header: t('outcome'), cell: (row) => words(row.outcome) },
      ]}
    />
  )
}

export function SubsidyRecords({ facts, marks = null }: Props<SubsidyFacts>) {
  const { t, unit, day, money, sections } = useWords()
  return (
    <Records
      title={sections('grants')}
      rows={facts.grants}
      keyOf={(row) => row.id}
      marks={marks}
      columns={[
        { key: 'programme', header: t('programme'), cell: (row) => row.programme },
        { key: 'id', header: t('record'), cell: (row) => row.id },
        { key: 'authority', header: t('issuer'), cell: (row) => row.authority },
        { key: 'on', header: t('announcedOn'), cell: (row) => day(row.on) },
        { key: 'amount', header: t('amount', { unit }), kind: 'figure', cell: (row) => money(row.amountFen) },
        { key: 'paid', header: t('paidOn'), cell: (row) => day(row.paidOn) },
      ]}
    />
  )
}

export function EnvironmentRecords({ facts, marks = null }: Props<EnvironmentFacts>) {
  const { t, day, sections, words } = useWords()
  return (
    <Records
      title={sections('ratings')}
      rows={facts.ratings}
      keyOf={(row) => String(row.year)}
      marks={marks}
      columns={[
        { key: 'year', header: t('year'), cell: (row) => <span className="figures">{row.year}</span> },
        { key: 'grade', header: t('grade'), cell: (row) => words(row.grade) },
        { key: 'authority', header: t('issuer'), cell: (row) => row.authority },
        { key: 'on', header: t('ratedOn'), cell: (row) => day(row.ratedOn) },
      ]}
    />
  )
}

export function AgricultureRecords({ facts, marks = null }: Props<AgricultureFacts>) {
  const { t, day, sections, words } = useWords()
  const columns: Column<AgricultureFacts['holdings'][number]>[] = [
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
  ]
  return <Records title={sections('holdings')} rows={facts.holdings} keyOf={(row) => row.id} marks={marks} columns={columns} />
}

export function PublicOpinionRecords({ facts, marks = null }: Props<PublicOpinionFacts>) {
  const { t, day, sections, words } = useWords()
  return (
    <Records
      title={sections('reports')}
      rows={facts.items}
      keyOf={(row) => row.id}
      marks={marks}
      columns={[
        { key: 'on', header: t('date'), cell: (row) => day(row.on) },
        { key: 'title', header: t('report'), cell: (row) => row.title },
        { key: 'topic', header: t('topic'), cell: (row) => words(row.topic) },
        { key: 'tone', header: t('tone'), cell: (row) => words(row.tone) },
        { key: 'outlet', header: t('outlet'), cell: (row) => row.outlet },
        { key: 'confirmed', header: t('confirmed'), cell: (row) => (row.confirmed ? t('yes') : t('no')) },
      ]}
    />
  )
}

export function RealEstateRecords({ facts, marks = null }: Props<RealEstateFacts>) {
  const { t, day, sections, words } = useWords()
  return (
    <Records
      title={sections('answers')}
      rows={facts.answers}
      keyOf={(row) => row.claimDigest}
      marks={marks}
      columns={[
        { key: 'claim', header: t('claim'), cell: (row) => <code className="text-13">{row.claimDigest.slice(0, 16)}…</code> },
        { key: 'answer', header: t('answer'), cell: (row) => words(`answer.${row.answer}`) },
        { key: 'on', header: t('checkedOn'), cell: (row) => day(row.checkedOn) },
      ]}
    />
  )
}
