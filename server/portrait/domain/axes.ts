import type { Evaluation, LegalItem } from '../schema'
import { gatesInForce } from './gates'
import type { Known } from './known'
import { penaltiesInForce, repairDates, repairRuleOn } from './repair-rules'

/** Years of tax grades that are shown; older ones say little of today. */
const GRADE_YEARS = 3

/** Records of dishonesty in force, of any class; the serious ones are gates as well, and stand here once. */
function records({ facts, asOf }: Known): LegalItem[] {
  const rule = repairRuleOn(asOf)
  return penaltiesInForce(facts.PENALTY?.penalties ?? [], asOf).map(({ id, on, authority, category, severity }) => {
    const dates = repairDates(on, severity, rule)
    const repairableNow = dates.repairableFrom <= asOf
    return {
      code: category,
      dataClass: 'PENALTY',
      recordId: id,
      severity,
      authority,
      since: on,
      ...dates,
      repairableNow,
      rule: rule.id,
    }
  })
}

/** The legal status: what the register, lists, courts and records say, each with the day it ends and how it is cured. */
export function legalStatus(known: Known): LegalItem[] {
  const authorities = new Map(known.facts.LIST?.entries.map(({ id, authority }) => [id, authority]))
  const gates = gatesInForce(known).filter(({ dataClass }) => dataClass !== 'PENALTY')
  return [
    ...gates.map((gate) => ({ ...gate, severity: null, authority: authorities.get(gate.recordId) ?? null })),
    ...records(known),
  ]
}

/** Evaluations by authorities, as they made them, with issuer and date where the source names them. */
export function evaluationsOf({ facts, asOf }: Known): Evaluation[] {
  const taxGrades = (facts.TAX?.grades ?? [])
    .slice(0, GRADE_YEARS)
    .map(({ year, grade }): Evaluation => ({ kind: 'TAX_GRADE', dataClass: 'TAX', value: grade, issuer: null, on: String(year) }))
  const trusted = (facts.LIST?.entries ?? [])
    .filter(({ list }) => list === 'TRUSTWORTHY')
    .map(
      ({ authority, listedOn }): Evaluation => ({
        kind: 'TRUSTWORTHY_LIST',
        dataClass: 'LIST',
        value: 'TRUSTWORTHY',
        issuer: authority,
        on: listedOn,
      }),
    )
  const environment = (facts.ENVIRONMENT?.ratings ?? [])
    .filter(({ ratedOn }) => ratedOn <= asOf)
    .sort((a, b) => b.year - a.year)
    .slice(0, 1)
    .map(
      ({ grade, authority, ratedOn }): Evaluation => ({
        kind: 'ENVIRONMENT_GRADE',
        dataClass: 'ENVIRONMENT',
        value: grade,
        issuer: authority,
        on: ratedOn,
      }),
    )
  const customs: Evaluation[] = facts.CUSTOMS?.grade
    ? [{ kind: 'CUSTOMS_GRADE', dataClass: 'CUSTOMS', value: facts.CUSTOMS.grade, issuer: null, on: null }]
    : []
  const titles = (facts.QUALIFICATION?.titles ?? []).map(
    ({ kind, authority, recognisedOn }): Evaluation => ({
      kind: 'TITLE',
      dataClass: 'QUALIFICATION',
      value: kind,
      issuer: authority,
      on: recognisedOn,
    }),
  )
  return [...taxGrades, ...trusted, ...environment, ...customs, ...titles]
}
