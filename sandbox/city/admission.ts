import type { AdmissionRule } from '@/server/catalogue/schema'

/** Small words in which products state whom they admit; each is a rule tree over the portrait's indicators. */
type Rule = AdmissionRule

/** Money in yuan becomes fen. */
const fen = (yuan: number) => yuan * 100

export const noBar: Rule = { gate: 'NONE' }
export const allOf = (...rules: Rule[]): Rule => ({ all: rules })
export const anyOf = (...rules: Rule[]): Rule => ({ any: rules })

export const olderThan = (months: number): Rule => ({ indicator: 'stability.ageMonths', op: '>=', value: months })
export const salesOf = (yuan: number): Rule => ({ indicator: 'tax.taxableSales12m', op: '>=', value: fen(yuan) })
export const taxOf = (yuan: number): Rule => ({ indicator: 'tax.taxPaid12m', op: '>=', value: fen(yuan) })
/** A, B and M are served as usual by bank-and-tax schemes (reference 4.5). */
export const taxGradeABM: Rule = { indicator: 'tax.grade', op: 'in', value: [5, 4, 3] }
export const taxGradeAB: Rule = { indicator: 'tax.grade', op: 'in', value: [5, 4] }
export const noTaxArrears: Rule = { indicator: 'tax.arrears', op: '=', value: 0 }
export const filedAll: Rule = { indicator: 'tax.unfiledMonths12m', op: '=', value: 0 }
export const lateAtMost = (times: number): Rule => ({ indicator: 'tax.lateFilings12m', op: '<=', value: times })
export const notShrinkingBy = (bps: number): Rule => ({ indicator: 'operation.salesGrowth12m', op: '>=', value: -bps })
export const growingBy = (bps: number): Rule => ({ indicator: 'operation.salesGrowth12m', op: '>=', value: bps })
export const insured = (heads: number): Rule => ({ indicator: 'social.averageHeadcount12m', op: '>=', value: heads })
export const headsStable = (bps: number): Rule => ({ indicator: 'social.headcountTrend12m', op: '>=', value: -bps })
export const socialPaid: Rule = { indicator: 'social.arrearsMonths12m', op: '=', value: 0 }
export const kwhOf = (kwh: number): Rule => ({ indicator: 'utilities.electricity12m', op: '>=', value: kwh })
export const powerPaidOnTime = (bps: number): Rule => ({ indicator: 'utilities.onTimePayment12m', op: '>=', value: bps })
export const noPowerArrears: Rule = { indicator: 'utilities.electricityArrears', op: '=', value: 0 }
export const neverIdle: Rule = { indicator: 'utilities.idleMonths12m', op: '=', value: 0 }
export const openSuitsAtMost = (cases: number): Rule => ({ indicator: 'compliance.openDefendantCases', op: '<=', value: cases })
export const noSeriousPenalty: Rule = { indicator: 'compliance.seriousPenalties', op: '=', value: 0 }
export const sameHead: Rule = { indicator: 'stability.representativeChanges24m', op: '=', value: 0 }
export const trustworthy: Rule = { indicator: 'compliance.trustworthyListings', op: '>=', value: 1 }
export const scoreOf = (score: number): Rule => ({ score: { op: '>=', value: score } })
