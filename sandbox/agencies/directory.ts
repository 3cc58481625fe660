/** The agencies of the city, each with the records that it alone keeps. Names of offices are generic, not real ones. */
export const agencies = {
  market: {
    zh: '市市场监督管理局',
    en: 'Market Regulation Administration',
    dataClasses: ['REGISTRATION', 'INTELLECTUAL_PROPERTY'],
  },
  tax: { zh: '市税务局', en: 'Tax Service', dataClasses: ['TAX'] },
  hrss: { zh: '市人力资源和社会保障局', en: 'Human Resources and Social Security Bureau', dataClasses: ['SOCIAL_SECURITY'] },
  power: { zh: '市供电公司', en: 'Power Supply Company', dataClasses: ['ELECTRICITY'] },
  water: { zh: '市供水公司', en: 'Water Supply Company', dataClasses: ['WATER'] },
  gas: { zh: '市燃气公司', en: 'Gas Supply Company', dataClasses: ['GAS'] },
  court: { zh: '市中级人民法院', en: 'Intermediate Court', dataClasses: ['COURT'] },
  credit: {
    zh: '市公共信用信息中心',
    en: 'Public Credit Information Centre',
    dataClasses: ['PENALTY', 'LIST', 'PUBLIC_OPINION'],
  },
  approval: { zh: '市行政审批服务局', en: 'Administrative Approval Bureau', dataClasses: ['PERMIT'] },
  fund: { zh: '市住房公积金管理中心', en: 'Housing Provident Fund Centre', dataClasses: ['HOUSING_FUND'] },
  land: { zh: '市自然资源和规划局', en: 'Natural Resources and Planning Bureau', dataClasses: ['REAL_ESTATE'] },
  science: { zh: '市科学技术局', en: 'Science and Technology Bureau', dataClasses: ['QUALIFICATION'] },
  trading: { zh: '市公共资源交易中心', en: 'Public Resource Trading Centre', dataClasses: ['PROCUREMENT'] },
  finance: { zh: '市财政局', en: 'Finance Bureau', dataClasses: ['SUBSIDY'] },
  customs: { zh: '海关', en: 'Customs', dataClasses: ['CUSTOMS'] },
  ecology: { zh: '市生态环境局', en: 'Ecology and Environment Bureau', dataClasses: ['ENVIRONMENT'] },
  farm: { zh: '市农业农村局', en: 'Agriculture and Rural Affairs Bureau', dataClasses: ['AGRICULTURE'] },
} as const

export type AgencyCode = keyof typeof agencies
export type DataClass = (typeof agencies)[AgencyCode]['dataClasses'][number]

export const agencyCodes = Object.keys(agencies) as AgencyCode[]
export const isAgencyCode = (text: string): text is AgencyCode => Object.hasOwn(agencies, text)

/** Whether an agency keeps this class of records. */
export const keeps = (agency: AgencyCode, dataClass: string): dataClass is DataClass =>
  (agencies[agency].dataClasses as readonly string[]).includes(dataClass)

/** Classes that an agency delivers by file and never answers for by HTTP. */
export const pushedClasses = [
  'HOUSING_FUND',
  'QUALIFICATION',
  'PROCUREMENT',
  'SUBSIDY',
  'ENVIRONMENT',
  'AGRICULTURE',
  'PUBLIC_OPINION',
] as const satisfies readonly DataClass[]
export type PushedClass = (typeof pushedClasses)[number]
