import type { DataClass, LegalForm } from '../schema'

/**
 * The classes whose records speak of a person behind a company: court records and defaulter lists name the legal
 * representative (限制消费, 失信被执行人). The register's entry names them as well, but the law itself publishes it
 * (个人信息保护法 art. 13 no. 6, art. 27), and the platform reads it without any consent.
 */
const personalOfCompany: ReadonlySet<string> = new Set(['COURT'])

/** Of a sole trader, records of the business are records of a person. */
export const holdsPersonalData = (dataClass: DataClass, legalForm: LegalForm): boolean =>
  legalForm === 'SOLE_TRADER' || personalOfCompany.has(dataClass)

/** Of the classes asked for, those that take the person's own sign-off (PIPL 23, 29). */
export const personalClasses = (dataClasses: readonly DataClass[], legalForm: LegalForm): DataClass[] =>
  dataClasses.filter((one) => holdsPersonalData(one, legalForm))
