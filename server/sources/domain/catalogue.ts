import type { DataClass } from '../schema'
import type { AgencyCode } from './agencies'

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

const departments = {
  market: ['市市场监督管理局', 'Market Regulation Administration'],
  tax: ['市税务局', 'Tax Service'],
  hrss: ['市人力资源和社会保障局', 'Human Resources and Social Security Bureau'],
  fund: ['市住房公积金管理中心', 'Housing Provident Fund Centre'],
  power: ['市供电公司', 'Power Supply Company'],
  water: ['市供水公司', 'Water Supply Company'],
  gas: ['市燃气公司', 'Gas Supply Company'],
  land: ['市自然资源和规划局', 'Natural Resources and Planning Bureau'],
  approval: ['市行政审批服务局', 'Administrative Approval Bureau'],
  credit: ['市公共信用信息中心', 'Public Credit Information Centre'],
  court: ['市中级人民法院', 'Intermediate Court'],
  science: ['市科学技术局', 'Science and Technology Bureau'],
  industry: ['市工业和信息化局', 'Industry and Information Technology Bureau'],
  trading: ['市公共资源交易中心', 'Public Resource Trading Centre'],
  finance: ['市财政局', 'Finance Bureau'],
  customs: ['海关', 'Customs'],
  ecology: ['市生态环境局', 'Ecology and Environment Bureau'],
  farm: ['市农业农村局', 'Agriculture and Rural Affairs Bureau'],
  self: ['企业本身', 'The enterprise itself'],
} as const
type Department = keyof typeof departments

const laws = {
  sharing: ['国办发〔2024〕15号', 'State Council General Office Document 15 of 2024'],
  disclosure: ['《企业信息公示暂行条例》', 'Interim Regulations on Enterprise Information Disclosure'],
  tax: ['《税收征收管理法》', 'Tax Collection and Administration Law'],
  insurance: ['《社会保险法》', 'Social Insurance Law'],
  fund: ['《住房公积金管理条例》', 'Regulations on Housing Provident Funds'],
  power: ['《电力供应与使用条例》', 'Regulations on Power Supply and Use'],
  utility: ['国办发〔2024〕15号', 'State Council General Office Document 15 of 2024'],
  land: ['《不动产登记暂行条例》', 'Interim Regulations on Real Estate Registration'],
  permit: ['《行政许可法》', 'Administrative Licensing Law'],
  penalty: ['《行政处罚法》', 'Administrative Penalty Law'],
  court: ['《民事诉讼法》', 'Civil Procedure Law'],
  patent: ['《专利法》《商标法》', 'Patent Law and Trademark Law'],
  bidding: ['《招标投标法》《政府采购法》', 'Bidding Law and Government Procurement Law'],
  openness: ['《政府信息公开条例》', 'Regulations on Open Government Information'],
  customs: ['《海关法》', 'Customs Law'],
  ecology: ['《环境保护法》', 'Environmental Protection Law'],
  land2: ['《农村土地承包法》', 'Rural Land Contracting Law'],
  own: ['企业自主申报和信用承诺', 'The enterprise’s own declaration and commitment'],
} as const

/** One line of the table below: P public, I internal, C confidential; * personal, $ trade secret. */
type Line = [
  id: string,
  name: [string, string],
  department: Department,
  law: keyof typeof laws,
  cycle: Cycle,
  dueDays: number | null,
  lookbackMonths: number,
  marks: string,
  rules: string,
]
type Group = [
  category: Category,
  dataClass: DataClass | null,
  agency: AgencyCode | null,
  share: ShareMode,
  lines: readonly Line[],
]

const table: readonly Group[] = [
  [
    '01',
    'REGISTRATION',
    'market',
    'PULL',
    [
      ['registration.identity', ['企业登记基本信息', 'Registration'], 'market', 'disclosure', 'ON_CHANGE', null, 120, 'P*', 'C'],
      [
        'registration.capital',
        ['注册资本和实缴资本', 'Registered and paid-in capital'],
        'market',
        'disclosure',
        'ON_CHANGE',
        null,
        120,
        'P',
        'CR',
      ],
      [
        'registration.changes',
        ['登记事项变更', 'Changes of the registration'],
        'market',
        'disclosure',
        'ON_CHANGE',
        null,
        120,
        'P*',
        'C',
      ],
    ],
  ],
  [
    '02',
    'TAX',
    'tax',
    'PULL',
    [
      ['tax.sales', ['增值税申报销售额', 'Declared taxable sales'], 'tax', 'tax', 'MONTHLY', 15, 36, 'C$', 'CRTX'],
      ['tax.paid', ['缴纳税款', 'Tax paid'], 'tax', 'tax', 'MONTHLY', 15, 36, 'C$', 'CRT'],
      ['tax.grades', ['纳税信用等级', 'Tax credit grade'], 'tax', 'tax', 'YEARLY', 120, 60, 'I', 'C'],
      ['tax.arrears', ['欠税', 'Tax arrears'], 'tax', 'tax', 'DAILY', 1, 36, 'I', 'CR'],
    ],
  ],
  [
    '03',
    'SOCIAL_SECURITY',
    'hrss',
    'PULL',
    [
      ['social.headcount', ['参保人数', 'Insured headcount'], 'hrss', 'insurance', 'MONTHLY', 25, 36, 'C$', 'CRTX'],
      ['social.base', ['缴费基数', 'Contribution base'], 'hrss', 'insurance', 'MONTHLY', 25, 36, 'C$', 'CRT'],
      ['social.arrears', ['社会保险费欠缴', 'Contributions in arrears'], 'hrss', 'insurance', 'MONTHLY', 25, 36, 'I', 'CR'],
    ],
  ],
  [
    '04',
    'HOUSING_FUND',
    'fund',
    'PUSH',
    [
      ['fund.contributors', ['缴存人数', 'Contributors'], 'fund', 'fund', 'MONTHLY', 20, 36, 'C$', 'CRTX'],
      ['fund.deposits', ['缴存额和缴存状态', 'Deposits and their state'], 'fund', 'fund', 'MONTHLY', 20, 36, 'C$', 'CRT'],
    ],
  ],
  [
    '05',
    'ELECTRICITY',
    'power',
    'PULL',
    [
      ['electricity.usage', ['用电量', 'Electricity used'], 'power', 'power', 'MONTHLY', 20, 36, 'C$', 'CRTX'],
      ['electricity.payment', ['电费缴纳', 'Electricity bills'], 'power', 'power', 'MONTHLY', 20, 36, 'C$', 'CRT'],
    ],
  ],
  [
    '05',
    'WATER',
    'water',
    'PULL',
    [['water.usage', ['用水量和水费缴纳', 'Water used and paid'], 'water', 'utility', 'MONTHLY', 20, 36, 'C$', 'CRT']],
  ],
  [
    '05',
    'GAS',
    'gas',
    'PULL',
    [['gas.usage', ['用气量和气费缴纳', 'Gas used and paid'], 'gas', 'utility', 'MONTHLY', 20, 36, 'C$', 'CRT']],
  ],
  [
    '06',
    'REAL_ESTATE',
    'land',
    'VERIFY',
    [
      [
        'real-estate.ownership',
        ['不动产权属（核验是否属实）', 'Ownership of real estate (yes or no)'],
        'land',
        'land',
        'ON_CHANGE',
        null,
        12,
        'C*',
        'C',
      ],
      [
        'real-estate.unencumbered',
        ['不动产是否未抵押、未查封（核验）', 'Free of mortgage and seizure (yes or no)'],
        'land',
        'land',
        'ON_CHANGE',
        null,
        12,
        'C*',
        'C',
      ],
    ],
  ],
  [
    '07',
    'PERMIT',
    'approval',
    'PULL',
    [['permit.permits', ['行政许可', 'Permits'], 'approval', 'permit', 'ON_CHANGE', 7, 120, 'P', 'C']],
  ],
  [
    '07',
    'PENALTY',
    'credit',
    'PULL',
    [['penalty.penalties', ['行政处罚', 'Administrative penalties'], 'credit', 'penalty', 'ON_CHANGE', 7, 36, 'P', 'CR']],
  ],
  [
    '08',
    'COURT',
    'court',
    'PULL',
    [
      ['court.cases', ['涉诉案件', 'Lawsuits'], 'court', 'court', 'DAILY', 1, 60, 'I', 'CR'],
      ['court.defaulter', ['失信被执行人', 'Court defaulters'], 'court', 'court', 'DAILY', 1, 60, 'P', 'C'],
    ],
  ],
  [
    '09',
    'LIST',
    'credit',
    'PULL',
    [
      [
        'list.entries',
        ['严重失信、经营异常和守信激励名单', 'Lists of the dishonest and the trustworthy'],
        'credit',
        'sharing',
        'DAILY',
        1,
        60,
        'P',
        'C',
      ],
    ],
  ],
  [
    '10',
    'INTELLECTUAL_PROPERTY',
    'market',
    'PULL',
    [
      [
        'ip.rights',
        ['专利、商标和软件著作权', 'Patents, trade marks and software'],
        'market',
        'patent',
        'MONTHLY',
        20,
        120,
        'P',
        'C',
      ],
    ],
  ],
  [
    '10',
    'QUALIFICATION',
    'science',
    'PUSH',
    [
      [
        'qualification.technology',
        ['科技型中小企业、高新技术企业', 'Technology SMEs and high-tech enterprises'],
        'science',
        'sharing',
        'YEARLY',
        120,
        60,
        'P',
        'C',
      ],
      [
        'qualification.specialised',
        ['创新型、专精特新中小企业', 'Innovative and specialised SMEs'],
        'industry',
        'sharing',
        'YEARLY',
        120,
        60,
        'P',
        'C',
      ],
    ],
  ],
  [
    '11',
    'PROCUREMENT',
    'trading',
    'PUSH',
    [['procurement.bids', ['投标和中标', 'Bids and awards'], 'trading', 'bidding', 'MONTHLY', 20, 60, 'I', 'CR']],
  ],
  [
    '12',
    'SUBSIDY',
    'finance',
    'PUSH',
    [['subsidy.grants', ['政府补助和奖励', 'Subsidies and rewards'], 'finance', 'openness', 'MONTHLY', 20, 60, 'P', 'CR']],
  ],
  [
    '13',
    'CUSTOMS',
    'customs',
    'PULL',
    [
      [
        'customs.grade',
        ['海关备案和信用等级', 'Customs filing and credit grade'],
        'customs',
        'customs',
        'ON_CHANGE',
        null,
        36,
        'P',
        'C',
      ],
      ['customs.trade', ['进出口额', 'Imports and exports'], 'customs', 'customs', 'MONTHLY', 20, 36, 'C$', 'CR'],
    ],
  ],
  [
    '14',
    'ENVIRONMENT',
    'ecology',
    'PUSH',
    [
      [
        'environment.rating',
        ['企业环境信用评价', 'Environmental credit rating'],
        'ecology',
        'ecology',
        'YEARLY',
        150,
        60,
        'P',
        'C',
      ],
    ],
  ],
  [
    '15',
    'AGRICULTURE',
    'farm',
    'PUSH',
    [
      [
        'agriculture.holdings',
        ['种植、养殖规模和经营权', 'Land, herds and rights to them'],
        'farm',
        'land2',
        'YEARLY',
        90,
        60,
        'I*',
        'CR',
      ],
    ],
  ],
  [
    '16',
    'PUBLIC_OPINION',
    'credit',
    'PUSH',
    [
      [
        'opinion.reports',
        ['公开报道和核实情况', 'Public reports and their confirmation'],
        'credit',
        'sharing',
        'MONTHLY',
        20,
        24,
        'P',
        'C',
      ],
    ],
  ],
  [
    '17',
    null,
    null,
    'DECLARE',
    [
      [
        'declared.sales',
        ['近十二个月营业收入', 'Sales of the last twelve months'],
        'self',
        'own',
        'YEARLY',
        null,
        12,
        'C$',
        'RX',
      ],
      ['declared.headcount', ['从业人员', 'People employed'], 'self', 'own', 'YEARLY', null, 12, 'I', 'RX'],
      [
        'declared.electricity',
        ['近十二个月用电量', 'Electricity of the last twelve months'],
        'self',
        'own',
        'YEARLY',
        null,
        12,
        'C$',
        'RX',
      ],
      ['declared.capital', ['实缴资本', 'Paid-in capital'], 'self', 'own', 'YEARLY', null, 12, 'I', 'RX'],
      ['declared.assets', ['资产总额', 'Total assets'], 'self', 'own', 'YEARLY', null, 12, 'C$', 'R'],
      ['declared.patents', ['有效专利', 'Patents in force'], 'self', 'own', 'YEARLY', null, 12, 'I', 'RX'],
    ],
  ],
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
/** The class's place in the catalogue. */
export const categoryOf = (dataClass: DataClass): Category => itemsOf(dataClass)[0]?.category ?? '17'
/** How a class is shared; all its items are shared alike. */
export const shareOf = (dataClass: DataClass): ShareMode => itemsOf(dataClass)[0]?.share ?? 'PULL'
