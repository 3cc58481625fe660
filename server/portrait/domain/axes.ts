import type { CatalogueVersion, Evaluation, LegalItem } from '../schema'
import { gatesInForce } from './gates'
import type { Known } from './known'
import { penaltiesInForce, repairDates, repairRuleOn } from './repair-rules'

/** Years of tax grades that are shown; older ones say little of today. */
const GRADE_YEARS = 3
/** As the value of an evaluation: the source answered, and there is none. */
const NOT_EVALUATED = 'NOT_EVALUATED'

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

const evaluation = (
  kind: 'TAX_GRADE' | 'PUBLIC_EVALUATION',
  value: string,
  issuer: string | null,
  on: string | null,
): Evaluation => ({
  kind,
  dataClass: kind === 'TAX_GRADE' ? 'TAX' : 'LIST',
  value,
  issuer,
  on,
})

/**
 * The public credit evaluation of recent years, each with the authority that made it and its day. A source that answered and has
 * none says so: "not evaluated" is not "bad"; a source that never spoke of evaluations says nothing.
 */
function publicEvaluations({ facts }: Known): Evaluation[] {
  const found = facts.LIST?.evaluations
  if (!found) return []
  if (found.length === 0) return [evaluation('PUBLIC_EVALUATION', NOT_EVALUATED, null, null)]
  return found.slice(0, GRADE_YEARS).map(({ level, authority, evaluatedOn, year }) => ({
    ...evaluation('PUBLIC_EVALUATION', level, authority, evaluatedOn),
    year: String(year),
  }))
}

/** Evaluations by authorities, as they made them, with issuer and date where the source names them. */
export function evaluationsOf(known: Known, version: CatalogueVersion): Evaluation[] {
  const former = formerEvaluations(known)
  if (version < '2026.4') return former
  const isTaxed = former.some(({ kind }) => kind === 'TAX_GRADE')
  const ungraded = known.facts.TAX && !isTaxed ? [evaluation('TAX_GRADE', NOT_EVALUATED, null, null)] : []
  const [graded, others] = [former.filter(({ kind }) => kind === 'TAX_GRADE'), former.filter(({ kind }) => kind !== 'TAX_GRADE')]
  return [...graded, ...ungraded, ...publicEvaluations(known), ...others]
}

/** What portraits of catalogues 2026.2 and 2026.3 hold. */
function formerEvaluations({ facts, asOf }: Known): Evaluation[] {
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
