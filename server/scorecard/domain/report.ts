import { psi } from '@/server/kernel/population-stability'
import type { BinTable } from './bin-statistics'
import type { Card, Scored } from './card'
import { type CalibrationBand, calibration, type Discrimination, discrimination, type LiftBand, lift } from './discrimination'
import { bandCounts, type ScoreBand, scoreBands } from './stability'

export type Part = { scored: readonly Scored[]; y: readonly number[] }

/** How good a card is. `test`, `psi` and what lies by it are null where no row was held back. */
export type Report = {
  train: Discrimination
  test: Discrimination | null
  /** Population stability of the test rows' scores against the training rows', over `bands`. */
  psi: number | null
  bands: (ScoreBand & { train: number; trainBad: number; test: number; testBad: number })[]
  /** Predicted beside observed, on the rows held back, or the training rows where there are none. */
  calibration: CalibrationBand[]
  lift: LiftBand[]
  /** The share of rows whose fate is not the likelier one, cut at a probability of one half. */
  misclassified: { train: number; test: number | null }
  /** Information value on the training rows, greatest first; of variables with bins. */
  iv: Record<string, number>
  /** Population stability of each variable over its bins; one without has none. */
  variablePsi: Record<string, number> | null
}

const misclassified = ({ scored, y }: Part) => scored.filter(({ pd }, row) => (pd > 0.5 ? 1 : 0) !== y[row]).length / y.length

/** The report of a card on the rows that it learned from and those held back. */
export function reportOn(card: Card, tables: readonly BinTable[], train: Part, test: Part): Report {
  const held = test.y.length > 0
  const risk = (part: Part) => part.scored.map((one) => one.pd)
  const scores = (part: Part) => part.scored.map((one) => one.score)
  const badScores = (part: Part) => scores(part).filter((_, row) => part.y[row] === 1)
  const bands = scoreBands([...scores(train), ...scores(test)], card.scale.pdo)
  const counts = [scores(train), badScores(train), scores(test), badScores(test)].map((each) => bandCounts(each, bands))
  const [trained = [], trainedBad = [], tested = [], testedBad = []] = counts
  const judged = held ? test : train
  const binCounts = (part: Part, at: number, size: number) => {
    const found = new Array<number>(size + 1).fill(0)
    for (const { bins } of part.scored) {
      const place = (bins[at] as number) + 1
      found[place] = (found[place] as number) + 1
    }
    return found
  }
  const binned = tables.filter(({ linear }) => linear === null)
  const shifts = card.variables.flatMap(({ name, bins, linear }, at) => {
    if (linear) return []
    return [[name, psi(binCounts(train, at, bins.length), binCounts(test, at, bins.length))] as const]
  })
  return {
    train: discrimination(risk(train), train.y),
    test: held ? discrimination(risk(test), test.y) : null,
    psi: held ? psi(trained, tested) : null,
    bands: bands.map((band, at) => ({
      ...band,
      train: trained[at] ?? 0,
      trainBad: trainedBad[at] ?? 0,
      test: tested[at] ?? 0,
      testBad: testedBad[at] ?? 0,
    })),
    calibration: calibration(risk(judged), judged.y),
    lift: lift(risk(judged), judged.y),
    misclassified: { train: misclassified(train), test: held ? misclassified(test) : null },
    iv: Object.fromEntries(binned.map((table) => [table.name, table.iv] as const).sort((a, b) => b[1] - a[1])),
    variablePsi: held ? Object.fromEntries(shifts) : null,
  }
}
