import { type DataClass, type LegalForm, personalDataClasses } from '../schema'

/** By the catalogue's flags; of a sole trader, records of the business are records of a person. */
export const holdsPersonalData = (dataClass: DataClass, legalForm: LegalForm): boolean =>
  legalForm === 'SOLE_TRADER' || personalDataClasses.some((one) => one === dataClass)

/** Of the classes asked for, those that take the person's own sign-off (PIPL 23, 29). */
export const personalClasses = (dataClasses: readonly DataClass[], legalForm: LegalForm): DataClass[] =>
  dataClasses.filter((one) => holdsPersonalData(one, legalForm))
