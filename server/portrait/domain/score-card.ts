import { type CardBasis, type CatalogueVersion, type Grade, type IndicatorId, indicatorCatalogue } from '../schema'

/** Ascending bins: each begins at `from` (inclusive, in the indicator's unit; null: open below) and ends where the next begins. */
export type Bin = { from: number | null; points: number }
export type CardFactor = { indicatorId: IndicatorId; neutral: number; bins: readonly Bin[] }

/**
 * A score card. Score = base + Σ points, from 300 to 850. `basis` EXPERT: the points were set by judgement; FITTED: to
 * outcomes. Every screen has to say which (reference 4.19). `cutOffs`: the lowest score of each grade, best first.
 */
export type ScoreCard = {
  version: string
  basis: CardBasis
  /** What it reads: indicators, classes and questions of that version. Absent: the first. */
  catalogue?: CatalogueVersion
  validFrom: string
  base: number
  cutOffs: readonly { grade: Grade; from: number }[]
  factors: readonly CardFactor[]
}

/**
 * Neutral points are what a firm of no note would earn: about four fifths where nearly every firm is clean (filings, arrears,
 * records), about half elsewhere. `first` is the points below the first step; each step `[from, points]` begins a bin.
 */
export const factor = (indicatorId: IndicatorId, neutral: number, first: number, ...steps: [number, number][]): CardFactor => ({
  indicatorId,
  neutral,
  bins: [{ from: null, points: first }, ...steps.map(([from, points]) => ({ from, points }))],
})
/** Yuan in fen, to keep the table readable. */
export const yuan = (amount: number) => amount * 100

const operation = [
  factor('operation.salesGrowth12m', 18, 0, [-3000, 8], [-1000, 16], [0, 24], [1000, 30], [3000, 35]),
  factor('operation.salesGrowth3m', 7, 0, [-3000, 4], [-1000, 7], [0, 11], [1500, 15]),
  factor('operation.salesVolatility12m', 11, 20, [1501, 16], [3001, 11], [5001, 5], [8001, 0]),
  factor('operation.salesPeakShare12m', 5, 8, [1501, 6], [2501, 3], [4001, 0]),
  factor('operation.salesPerHead12m', 6, 0, [yuan(100_000), 4], [yuan(300_000), 8], [yuan(600_000), 12]),
]
const tax = [
  factor(
    'tax.taxableSales12m',
    16,
    0,
    [yuan(500_000), 10],
    [yuan(2_000_000), 20],
    [yuan(5_000_000), 28],
    [yuan(20_000_000), 36],
    [yuan(50_000_000), 40],
  ),
  factor('tax.taxPaid12m', 7, 0, [yuan(10_000), 4], [yuan(50_000), 8], [yuan(200_000), 12], [yuan(1_000_000), 15]),
  factor('tax.taxPaidGrowth12m', 4, 0, [-3000, 2], [-1000, 4], [0, 6], [1000, 8]),
  factor('tax.zeroDeclarationMonths12m', 12, 17, [1, 13], [2, 9], [4, 4], [7, 0]),
  factor('tax.lateFilings12m', 11, 15, [1, 10], [2, 6], [4, 0]),
  factor('tax.unfiledMonths12m', 8, 10, [1, 4], [2, 0]),
  factor('tax.grade', 13, 0, [2, 7], [3, 14], [4, 19], [5, 25]),
  factor('tax.goodGradeYears', 2, 0, [1, 2], [3, 5]),
  factor('tax.arrears', 12, 15, [1, 6], [yuan(10_000), 3], [yuan(100_000), 0]),
]
const socialSecurity = [
  factor('social.insuredHeadcount', 6, 0, [1, 4], [5, 7], [20, 11], [100, 15]),
  factor('social.headcountTrend12m', 11, 0, [-2000, 5], [-500, 11], [0, 15], [500, 18], [2000, 20]),
  factor('social.headcountVolatility12m', 5, 8, [501, 6], [1501, 3], [3001, 0]),
  factor('social.wageBasePerHead12m', 5, 0, [yuan(3000), 4], [yuan(4000), 7], [yuan(6000), 10]),
  factor('social.arrearsMonths12m', 9, 12, [1, 7], [2, 4], [4, 0]),
  factor('social.arrearsMonths24m', 4, 5, [1, 3], [3, 0]),
  factor('social.arrears', 8, 10, [1, 4], [yuan(10_000), 2], [yuan(100_000), 0]),
]
const utilities = [
  factor('utilities.capacityScore', 6, 0, [20, 5], [60, 9], [210, 12], [1010, 15]),
  factor('utilities.capacityUtilisation', 7, 0, [3000, 4], [5000, 7], [7000, 10], [9000, 12]),
  factor('utilities.capacityGrowth12m', 10, 0, [-3000, 4], [-1000, 9], [0, 13], [1000, 16], [3000, 18]),
  factor('utilities.onTimePayment12m', 11, 0, [6000, 4], [8000, 8], [9000, 11], [10_000, 15]),
  factor('utilities.electricityVolatility12m', 3, 5, [3001, 3], [6001, 0]),
  factor('utilities.idleMonths12m', 4, 5, [1, 3], [3, 0]),
  factor('utilities.electricityArrears', 3, 4, [1, 2], [yuan(10_000), 0]),
  factor('utilities.waterOnTimePayment12m', 2, 0, [8000, 2], [10_000, 3]),
  factor('utilities.gasOnTimePayment12m', 2, 0, [8000, 2], [10_000, 3]),
]
const stability = [
  factor('stability.ageMonths', 15, 0, [12, 8], [24, 14], [36, 19], [60, 25], [120, 30]),
  factor('stability.representativeChanges24m', 8, 10, [1, 5], [2, 0]),
  factor('stability.addressChanges24m', 4, 5, [1, 3], [2, 0]),
  factor('stability.shareholderChanges24m', 4, 5, [1, 3], [3, 0]),
  factor('stability.paidInShare', 5, 0, [2500, 3], [5000, 6], [10_000, 10]),
]
const compliance = [
  factor('compliance.minorPenalties', 4, 5, [1, 3], [3, 0]),
  factor('compliance.generalPenalties', 12, 15, [1, 8], [2, 4], [3, 0]),
  factor('compliance.seriousPenalties', 16, 20, [1, 4], [2, 0]),
  factor('compliance.penaltyAmount', 6, 8, [1, 5], [yuan(10_000), 3], [yuan(50_000), 0]),
  factor('compliance.openDefendantCases', 9, 12, [1, 8], [2, 5], [4, 0]),
  factor('compliance.defaulterEntries', 12, 15, [1, 0]),
  factor('compliance.seriousListings', 6, 8, [1, 0]),
  factor('compliance.abnormalListings', 4, 5, [1, 0]),
  factor('compliance.trustworthyListings', 0, 0, [1, 2]),
]

const first: ScoreCard = {
  version: 'EXPERT-2026.1',
  basis: 'EXPERT',
  validFrom: '2026-01-01',
  base: 300,
  cutOffs: [
    { grade: 'A', from: 755 },
    { grade: 'B', from: 705 },
    { grade: 'C', from: 625 },
    { grade: 'D', from: 560 },
    { grade: 'E', from: 300 },
  ],
  factors: [...operation, ...tax, ...socialSecurity, ...utilities, ...stability, ...compliance],
}

/**
 * All versions, oldest first. A published card is never edited: a new one is added. EXPERT-2026.2 gives the same points for
 * the same figures; it reads the wider catalogue beside them and asks by triangulation. EXPERT-2026.3 gives them too, and
 * reads how much the firm depends on its largest customers, where it shares its invoices.
 */
export const scoreCards: readonly ScoreCard[] = [
  first,
  { ...first, version: 'EXPERT-2026.2', catalogue: '2026.2', validFrom: '2026-11-22' },
  { ...first, version: 'EXPERT-2026.3', catalogue: '2026.3', validFrom: '2026-11-22' },
]

export const catalogueOf = ({ catalogue = '2026.1' }: ScoreCard): CatalogueVersion => catalogue

/** The built-in cards and those that were published since, each from its day on; what `cardOn` and `cardByVersion` are given. */
export const withPublished = (published: readonly ScoreCard[]): readonly ScoreCard[] => [
  ...scoreCards,
  ...[...published].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1)),
]

/** The card in force on a day; days before the first card are read with the first, which is how the past is back-tested. */
export function cardOn(day: string, cards = scoreCards): ScoreCard {
  const card = cards.filter((one) => one.validFrom <= day).at(-1) ?? cards[0]
  if (!card) throw new RangeError('there is no score card')
  return card
}

/**
 * The very card that a portrait was drawn by.
 * @throws RangeError for a version that never was
 */
export function cardByVersion(version: string, cards = scoreCards): ScoreCard {
  const card = cards.find((one) => one.version === version)
  if (!card) throw new RangeError(`no score card ${version}`)
  return card
}

/**
 * What stands beside the score and is not to be merged into it: records, lists and courts, the state of the register, and what
 * authorities have judged already.
 */
const besideScore: readonly IndicatorId[] = ['tax.grade', 'tax.goodGradeYears', 'capability.titles', 'stability.active']
export const isBesideScore = (id: IndicatorId): boolean =>
  indicatorCatalogue[id].dimension === 'COMPLIANCE' || besideScore.includes(id)

/** Whether a card leaves the axes beside the score out of it; those before EXPERT-2026.4 do not. */
export const keepsAxesApart = ({ factors }: Pick<ScoreCard, 'factors'>): boolean =>
  factors.every(({ indicatorId }) => !isBesideScore(indicatorId))

export const bestPoints = (one: CardFactor) => Math.max(...one.bins.map((bin) => bin.points))
export const worstPoints = (one: CardFactor) => Math.min(...one.bins.map((bin) => bin.points))

/** The grade of a score; the last cut-off takes whatever lies below it. */
export function gradeOf(card: ScoreCard, score: number): Grade {
  return card.cutOffs.find((cut) => score >= cut.from)?.grade ?? 'E'
}

/** What is wrong with a card, in words for its author; empty when it may be used. */
export function cardFaults(card: ScoreCard): string[] {
  const faults: string[] = []
  const total = card.factors.reduce((sum, one) => sum + bestPoints(one), card.base)
  if (card.base !== 300 || total !== 850) faults.push(`the score runs from ${card.base} to ${total}, not from 300 to 850`)
  for (const one of card.factors) {
    const { direction } = indicatorCatalogue[one.indicatorId]
    const ordered = one.bins.every((bin, at) => {
      const before = one.bins[at - 1]
      if (!before) return bin.from === null
      const better = direction === 'HIGHER' ? bin.points >= before.points : bin.points <= before.points
      return direction !== 'NEUTRAL' && better && bin.from !== null && (before.from === null || bin.from > before.from)
    })
    if (!ordered) faults.push(`${one.indicatorId}: bins must ascend, and points follow the good direction`)
    if (worstPoints(one) !== 0) faults.push(`${one.indicatorId}: the worst bin earns nothing`)
    if (one.neutral < 0 || one.neutral > bestPoints(one)) faults.push(`${one.indicatorId}: neutral points outside the bins`)
  }
  const ids = card.factors.map((one) => one.indicatorId)
  if (new Set(ids).size !== ids.length) faults.push('an indicator stands on the card twice')
  return faults
}
