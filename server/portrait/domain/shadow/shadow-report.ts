import { psi } from '@/server/kernel/population-stability'
import { type Grade, grades, type IndicatorId } from '../../schema'
import type { Group, ShadowReport, ShadowResult } from './shadow-result'

const [lowest, highest, bandWidth] = [300, 850, 50]
const mostMovers = 20
const unknownSize = 'unknown'

const deltaOf = ({ fromScore, toScore }: ShadowResult) => toScore - fromScore
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
/** A better grade stands earlier. */
const rank = (grade: Grade) => grades.indexOf(grade)
const isUp = ({ fromGrade, toGrade }: ShadowResult) => rank(toGrade) < rank(fromGrade)
const isDown = ({ fromGrade, toGrade }: ShadowResult) => rank(toGrade) > rank(fromGrade)

function bandsOf(results: readonly ShadowResult[]) {
  const bands = Array.from({ length: (highest - lowest) / bandWidth }, (_, at) => ({
    from: lowest + at * bandWidth,
    // The best score belongs to the last band.
    to: at === (highest - lowest) / bandWidth - 1 ? highest + 1 : lowest + (at + 1) * bandWidth,
    before: 0,
    after: 0,
  }))
  const bandOf = (score: number) => bands.find(({ to }) => score < to)
  for (const { fromScore, toScore } of results) {
    const [before, after] = [bandOf(fromScore), bandOf(toScore)]
    if (before) before.before += 1
    if (after) after.after += 1
  }
  return bands
}

function groupsOf(results: readonly ShadowResult[], keyOf: (one: ShadowResult) => string): Group[] {
  const groups = new Map<string, ShadowResult[]>()
  for (const one of results) {
    const group = groups.get(keyOf(one))
    if (group) group.push(one)
    else groups.set(keyOf(one), [one])
  }
  return [...groups]
    .map(([key, of]) => ({
      key,
      firms: of.length,
      up: of.filter(isUp).length,
      down: of.filter(isDown).length,
      points: sum(of.map(deltaOf)),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
}

function factorsOf(results: readonly ShadowResult[]) {
  const factors = new Map<IndicatorId, { raised: number; lowered: number; points: number; moved: number }>()
  for (const { changes } of results) {
    for (const { indicatorId, by } of changes) {
      const known = factors.get(indicatorId) ?? { raised: 0, lowered: 0, points: 0, moved: 0 }
      factors.set(indicatorId, {
        raised: known.raised + Number(by > 0),
        lowered: known.lowered + Number(by < 0),
        points: known.points + by,
        moved: known.moved + Math.abs(by),
      })
    }
  }
  return [...factors]
    .map(([indicatorId, one]) => ({ indicatorId, ...one }))
    .sort((a, b) => b.moved - a.moved || (a.indicatorId < b.indicatorId ? -1 : 1))
}

/** What a candidate card would change over the city. `results` in the order of the export, by which a mover is found in it. */
export function shadowReport(results: readonly ShadowResult[], cards: { candidate: string; current: string }): ShadowReport {
  const bands = bandsOf(results)
  const stability = psi(
    bands.map(({ before }) => before),
    bands.map(({ after }) => after),
  )
  const movers = results
    .map((one, at) => ({ number: at + 1, ...one }))
    .filter((one) => deltaOf(one) !== 0)
    .sort((a, b) => Math.abs(deltaOf(b)) - Math.abs(deltaOf(a)) || a.number - b.number)
  return {
    ...cards,
    firms: results.length,
    matrix: grades.map((from) =>
      grades.map((to) => results.filter((one) => one.fromGrade === from && one.toGrade === to).length),
    ),
    bands,
    psi: Math.round(stability * 10_000),
    up: results.filter(isUp).length,
    down: results.filter(isDown).length,
    points: sum(results.map(deltaOf)),
    factors: factorsOf(results),
    counties: groupsOf(results, ({ countyCode }) => countyCode),
    sizes: groupsOf(results, ({ size }) => size ?? unknownSize),
    movers: movers.slice(0, mostMovers),
  }
}
