import type { DataClass } from '../schema'
import type { AgencyCode } from './agencies'
import { capabilityAndTrade } from './catalogue/capability-and-trade'
import { declared } from './catalogue/declared'
import { permitsAndConduct } from './catalogue/permits-and-conduct'
import { registrationAndDues } from './catalogue/registration-and-dues'
import { surroundings } from './catalogue/surroundings'
import { departments, laws } from './catalogue/table'
import { utilitiesAndProperty } from './catalogue/utilities-and-property'

/** PULL: asked over an interface; PUSH: delivered by file; VERIFY: answers yes or no; DECLARE: the enterprise itself says it. */
export const shareModes = ['PULL', 'PUSH', 'VERIFY', 'DECLARE'] as const
export type ShareMode = (typeof shareModes)[number]

/** How often the provider renews an item. */
export const cycles = ['ON_CHANGE', 'DAILY', 'MONTHLY', 'YEARLY'] as const
export type Cycle = (typeof cycles)[number]

/** PUBLIC: published anyway; INTERNAL: for authorised business use; CONFIDENTIAL: a secret of the firm or of a person. */
export const sensitivities = ['PUBLIC', 'INTERNAL', 'CONFIDENTIAL'] as const
export type Sensitivity = (typeof sensitivities)[number]

/** COMPLETE: nothing missing; RANGE: within what is possible; CONTINUOUS: no gap in time; CROSS: agrees with other sources. */
export const qualityRules = ['COMPLETE', 'RANGE', 'CONTINUOUS', 'CROSS'] as const
export type QualityRule = (typeof qualityRules)[number]

/** The seventeen classes of the catalogue (reference 4.20). */
export const categories = [
  '01',
  '02',
  '03',
  '04',
  '05',
  '06',
  '07',
  '08',
  '09',
  '10',
  '11',
  '12',
  '13',
  '14',
  '15',
  '16',
  '17',
] as const
export type Category = (typeof categories)[number]
export type Bilingual = { zh: string; en: string }

export type CatalogueItem = {
  /** `class.item`, stable for ever. */
  id: string
  category: Category
  /** Null: declared by the enterprise. */
  dataClass: DataClass | null
  agency: AgencyCode | null
  name: Bilingual
  /** The department answerable for the item, which is not always the one that transmits it. */
  department: Bilingual
  legalBasis: Bilingual
  share: ShareMode
  cycle: Cycle
  /** Days after the end of the cycle by which it must be there; null: no day is agreed. */
  dueDays: number | null
  /** How many months back the item may be read at most. */
  lookbackMonths: number
  sensitivity: Sensitivity
  /** It speaks of a natural person. Not published by law, it takes that person's own sign-off (see `personalClassesOf`). */
  personal: boolean
  tradeSecret: boolean
  rules: readonly QualityRule[]
}

export const categoryNames: Record<Category, Bilingual> = {
  '01': { zh: '登记注册', en: 'Registration' },
  '02': { zh: '纳税', en: 'Tax' },
  '03': { zh: '社会保险', en: 'Social insurance' },
  '04': { zh: '住房公积金', en: 'Housing fund' },
  '05': { zh: '水电气', en: 'Electricity, water and gas' },
  '06': { zh: '不动产', en: 'Real estate' },
  '07': { zh: '行政许可和行政处罚', en: 'Permits and penalties' },
  '08': { zh: '司法', en: 'Courts' },
  '09': { zh: '信用名单', en: 'Credit lists' },
  '10': { zh: '知识产权和科技研发', en: 'Intellectual property and research' },
  '11': { zh: '招投标和政府采购', en: 'Bids and procurement' },
  '12': { zh: '政府补助', en: 'Subsidies' },
  '13': { zh: '进出口', en: 'Imports and exports' },
  '14': { zh: '环保信用', en: 'Environmental credit' },
  '15': { zh: '涉农', en: 'Agriculture' },
  '16': { zh: '舆情', en: 'Public opinion' },
  '17': { zh: '企业自主申报', en: 'Declared by the enterprise' },
}

const table = [
  ...registrationAndDues,
  ...utilitiesAndProperty,
  ...permitsAndConduct,
  ...capabilityAndTrade,
  ...surroundings,
  ...declared,
]

const bilingual = ([zh, en]: readonly [string, string]): Bilingual => ({ zh, en })
const sensitivityOf = { P: 'PUBLIC', I: 'INTERNAL', C: 'CONFIDENTIAL' } as const
const ruleOf = { C: 'COMPLETE', R: 'RANGE', T: 'CONTINUOUS', X: 'CROSS' } as const

/** Every item that may be used, with who answers for it and on what ground. */
export const catalogue: readonly CatalogueItem[] = table.flatMap(([category, dataClass, agency, share, lines]) =>
  lines.map(([id, name, department, law, cycle, dueDays, lookbackMonths, marks, rules]) => ({
    id,
    category,
    dataClass,
    agency,
    name: bilingual(name),
    department: bilingual(departments[department]),
    legalBasis: bilingual(laws[law]),
    share,
    cycle,
    dueDays,
    lookbackMonths,
    sensitivity: sensitivityOf[marks.slice(0, 1) as keyof typeof sensitivityOf],
    personal: marks.includes('*'),
    tradeSecret: marks.includes('$'),
    rules: [...rules].map((letter) => ruleOf[letter as keyof typeof ruleOf]),
  })),
)

export const itemsOf = (dataClass: DataClass): CatalogueItem[] => catalogue.filter((item) => item.dataClass === dataClass)
/**
 * The classes that take the person's own sign-off, of a company too: those with a personal item that isn't public. What the
 * law itself publishes may be read without any consent (个人信息保护法 art. 13 no. 6, art. 27).
 */
export const personalClassesOf = (items: readonly CatalogueItem[]): ReadonlySet<DataClass> =>
  new Set(
    items.flatMap(({ dataClass, personal, sensitivity }) =>
      dataClass && personal && sensitivity !== 'PUBLIC' ? [dataClass] : [],
    ),
  )
/** The class's place in the catalogue. */
export const categoryOf = (dataClass: DataClass): Category => itemsOf(dataClass)[0]?.category ?? '17'
/** How a class is shared; all its items are shared alike. */
export const shareOf = (dataClass: DataClass): ShareMode => itemsOf(dataClass)[0]?.share ?? 'PULL'
