/** The eight agencies of the city, each with the records that it alone keeps. Names of offices are generic, not real ones. */
export const agencies = {
  market: { zh: '市市场监督管理局', en: 'Market Regulation Administration', dataClasses: ['REGISTRATION'] },
  tax: { zh: '市税务局', en: 'Tax Service', dataClasses: ['TAX'] },
  hrss: { zh: '市人力资源和社会保障局', en: 'Human Resources and Social Security Bureau', dataClasses: ['SOCIAL_SECURITY'] },
  power: { zh: '市供电公司', en: 'Power Supply Company', dataClasses: ['ELECTRICITY'] },
  water: { zh: '市供水公司', en: 'Water Supply Company', dataClasses: ['WATER'] },
  gas: { zh: '市燃气公司', en: 'Gas Supply Company', dataClasses: ['GAS'] },
  court: { zh: '市中级人民法院', en: 'Intermediate Court', dataClasses: ['COURT'] },
  credit: { zh: '市公共信用信息中心', en: 'Public Credit Information Centre', dataClasses: ['PENALTY', 'LIST'] },
} as const

export type AgencyCode = keyof typeof agencies
export type DataClass = (typeof agencies)[AgencyCode]['dataClasses'][number]

export const agencyCodes = Object.keys(agencies) as AgencyCode[]
export const isAgencyCode = (text: string): text is AgencyCode => Object.hasOwn(agencies, text)

/** Whether an agency keeps this class of records. */
export const keeps = (agency: AgencyCode, dataClass: string): dataClass is DataClass =>
  (agencies[agency].dataClasses as readonly string[]).includes(dataClass)
