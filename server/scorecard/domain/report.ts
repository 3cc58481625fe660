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
  /** Information value on the training rows, greatest first. */
  iv: Record<string, number>
  /** Population stability of each variable over its bins. */
  variablePsi: Record<string, number> | null
}

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
  const shifts = card.variables.map(({ name, bins }, at) => {
    return [name, psi(binCounts(train, at, bins.length), binCounts(test, at, bins.length))] as const
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
    iv: Object.fromEntries(tables.map((table) => [table.name, table.iv] as const).sort((a, b) => b[1] - a[1])),
    variablePsi: held ? Object.fromEntries(shifts) : null,
  }
}
