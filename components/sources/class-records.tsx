import type { ClassedFacts } from '@/server/sources/transform-content'
import {
  CourtRecords,
  ListRecords,
  PenaltyRecords,
  RegistrationRecords,
  SocialSecurityRecords,
  TaxRecords,
  UtilityRecords,
} from './record-tables'
import type { Marks } from './records'
import {
  AgricultureRecords,
  CustomsRecords,
  EnvironmentRecords,
  HousingFundRecords,
  IntellectualPropertyRecords,
  PermitRecords,
  ProcurementRecords,
  PublicOpinionRecords,
  QualificationRecords,
  RealEstateRecords,
  SubsidyRecords,
} from './wider-tables'

type Props = {
  records: ClassedFacts
  /** The ones that make up a number. */
  marks?: Marks
  /** Without what is not kept by month. */
  monthsOnly?: boolean
}

/** The records of any class. */
export function ClassRecords({ records, marks = null, monthsOnly = false }: Props) {
  switch (records.dataClass) {
    case 'REGISTRATION':
      return <RegistrationRecords facts={records.facts} marks={marks} />
    case 'TAX':
      return <TaxRecords facts={records.facts} marks={marks} monthsOnly={monthsOnly} />
    case 'SOCIAL_SECURITY':
      return <SocialSecurityRecords facts={records.facts} marks={marks} monthsOnly={monthsOnly} />
    case 'ELECTRICITY':
    case 'WATER':
    case 'GAS':
      return (
        <UtilityRecords
          facts={records.facts}
          marks={marks}
          monthsOnly={monthsOnly}
          electricity={records.dataClass === 'ELECTRICITY'}
        />
      )
    case 'PENALTY':
      return <PenaltyRecords facts={records.facts} marks={marks} />
    case 'COURT':
      return <CourtRecords facts={records.facts} marks={marks} />
    case 'LIST':
      return <ListRecords facts={records.facts} marks={marks} />
    case 'PERMIT':
      return <PermitRecords facts={records.facts} marks={marks} />
    case 'INTELLECTUAL_PROPERTY':
      return <IntellectualPropertyRecords facts={records.facts} marks={marks} />
    case 'CUSTOMS':
      return <CustomsRecords facts={records.facts} marks={marks} />
    case 'HOUSING_FUND':
      return <HousingFundRecords facts={records.facts} marks={marks} />
    case 'QUALIFICATION':
      return <QualificationRecords facts={records.facts} marks={marks} />
    case 'PROCUREMENT':
      return <ProcurementRecords facts={records.facts} marks={marks} />
    case 'SUBSIDY':
      return <SubsidyRecords facts={records.facts} marks={marks} />
    case 'ENVIRONMENT':
      return <EnvironmentRecords facts={records.facts} marks={marks} />
    case 'AGRICULTURE':
      return <AgricultureRecords facts={records.facts} marks={marks} />
    case 'PUBLIC_OPINION':
      return <PublicOpinionRecords facts={records.facts} marks={marks} />
    case 'REAL_ESTATE':
      return <RealEstateRecords facts={records.facts} marks={marks} />
    default:
      return records satisfies never
  }
}

/** The months of a window only; what is not kept by month stays whole. */
export function withinWindow(records: ClassedFacts, from: string | null, to: string | null): ClassedFacts {
  if (!from || !to || !('months' in records.facts)) return records
  const inside = ({ month }: { month: string }) => month >= from && month <= to
  switch (records.dataClass) {
    case 'TAX':
      return {
        ...records,
        facts: {
          ...records.facts,
          months: records.facts.months.filter(inside),
          invoices: records.facts.invoices?.filter(inside),
        },
      }
    case 'CUSTOMS':
      return { ...records, facts: { ...records.facts, months: records.facts.months.filter(inside) } }
    case 'HOUSING_FUND':
      return { ...records, facts: { ...records.facts, months: records.facts.months.filter(inside) } }
    case 'SOCIAL_SECURITY':
      return { ...records, facts: { ...records.facts, months: records.facts.months.filter(inside) } }
    case 'ELECTRICITY':
    case 'WATER':
    case 'GAS':
      return { ...records, facts: { ...records.facts, months: records.facts.months.filter(inside) } }
    default:
      return records
  }
}
