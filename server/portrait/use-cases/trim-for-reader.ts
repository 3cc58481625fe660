import { catalogueOf, type ScoreCard, scoreCards } from '../domain/score-card'
import {
  type DataClass,
  type IndicatorId,
  indicatorCatalogue,
  indicatorsIn,
  type MonthlyPoint,
  type Portrait,
  type QuestionCode,
} from '../schema'

/** What everyone who may read a portrait at all is shown. */
const always = ['asOf', 'cardVersion'] as const
/** What says something of every class that the card reads, as the access record names it. */
const summary = ['score', 'grade', 'confidence', 'scoreInterval', 'dimensions'] as const

type Summary = Pick<Portrait, 'score' | 'grade' | 'confidenceBps' | 'scoreInterval' | 'dimensions'>
/** `summary` is null where the score is withheld; `uncovered` then names the classes whose consent it would take. */
export type ReadablePortrait = Omit<Portrait, keyof Summary> & { summary: Summary | null; uncovered: DataClass[] }

/**
 * Classes that a card reads and a consent does not cover. A score computed from them would tell the reader of data that nobody
 * granted to it, so that one such class withholds score, grade, interval and dimensions; the points of what is covered stay.
 */
export function uncoveredBy(classes: readonly DataClass[], card: ScoreCard): DataClass[] {
  const read = new Set<DataClass>(card.factors.flatMap(({ indicatorId }) => indicatorCatalogue[indicatorId].sources))
  return [...read].filter((one) => !classes.includes(one))
}

const columnsOf = {
  TAX: ['salesFen', 'taxFen'],
  SOCIAL_SECURITY: ['headcount'],
  ELECTRICITY: ['kwh'],
  WATER: ['waterM3'],
  GAS: ['gasM3'],
} as const satisfies Partial<Record<DataClass, readonly (keyof MonthlyPoint)[]>>

/** What triangulation reads; the industry is on the application. */
const story = ['TAX', 'ELECTRICITY', 'SOCIAL_SECURITY'] as const satisfies readonly DataClass[]

/** The classes of which a question speaks. */
const questionClasses = {
  SALES_WITHOUT_ACTIVITY: ['TAX', 'ELECTRICITY', 'SOCIAL_SECURITY'],
  SALES_WITHOUT_STAFF: ['TAX', 'SOCIAL_SECURITY'],
  SALES_WITHOUT_POWER: ['TAX', 'ELECTRICITY'],
  SALES_ABOVE_STORY: story,
  SALES_BELOW_STORY: story,
  SALES_ABOVE_INDUSTRY: story,
  SALES_BELOW_INDUSTRY: story,
} as const satisfies Record<Portrait['questions'][number]['code'], readonly DataClass[]>

const within = (classes: readonly DataClass[], needed: readonly DataClass[]) => needed.every((one) => classes.includes(one))
/** Whether a reader with these classes may know an indicator at all. */
export const isCovered = (classes: readonly DataClass[], id: IndicatorId) => within(classes, indicatorCatalogue[id].sources)
const monthColumns = (classes: readonly DataClass[]) =>
  Object.entries(columnsOf).flatMap(([dataClass, columns]) => (classes.some((one) => one === dataClass) ? columns : []))

/** The exact fields that a reader with a consent to these classes is shown; the access record keeps this list. */
export function fieldsFor(classes: readonly DataClass[], card: ScoreCard | undefined = scoreCards.at(-1)): string[] {
  if (!card) throw new RangeError('there is no score card')
  return [
    ...(uncoveredBy(classes, card).length === 0 ? summary : []),
    ...always,
    ...classes.map((one) => `coverage.${one}`),
    ...classes.map((one) => `gates.${one}`),
    ...classes.map((one) => `legal.${one}`),
    ...classes.map((one) => `evaluations.${one}`),
    ...indicatorsIn(catalogueOf(card))
      .filter((id) => isCovered(classes, id))
      .map((id) => `indicators.${id}`),
    ...monthColumns(classes).map((column) => `months.${column}`),
    ...Object.entries(questionClasses).flatMap(([code, needed]) => (within(classes, needed) ? [`questions.${code}`] : [])),
    ...(within(classes, story) ? ['triangulation'] : []),
  ]
}

/** What the reader may know is asked. */
export const trimQuestions = <Row extends { code: QuestionCode }>(rows: readonly Row[], classes: readonly DataClass[]): Row[] =>
  rows.filter(({ code }) => within(classes, questionClasses[code]))

/** The portrait, drawn by `card`, without anything that stands on a class which this reader was not granted. Pure. */
export function trimForReader(portrait: Portrait, classes: readonly DataClass[], card: ScoreCard): ReadablePortrait {
  const { score, grade, confidenceBps, scoreInterval, dimensions, ...rest } = portrait
  const uncovered = uncoveredBy(classes, card)
  const columns: readonly string[] = monthColumns(classes)
  const month = (point: MonthlyPoint): MonthlyPoint => ({
    month: point.month,
    salesFen: columns.includes('salesFen') ? point.salesFen : null,
    taxFen: columns.includes('taxFen') ? point.taxFen : null,
    headcount: columns.includes('headcount') ? point.headcount : null,
    kwh: columns.includes('kwh') ? point.kwh : null,
    waterM3: columns.includes('waterM3') ? point.waterM3 : null,
    gasM3: columns.includes('gasM3') ? point.gasM3 : null,
  })
  return {
    ...rest,
    summary: uncovered.length === 0 ? { score, grade, confidenceBps, scoreInterval, dimensions } : null,
    uncovered,
    indicators: portrait.indicators.filter(({ id }) => isCovered(classes, id)),
    factors: portrait.factors.filter(({ indicatorId }) => isCovered(classes, indicatorId)),
    gates: portrait.gates.filter(({ dataClass }) => classes.includes(dataClass)),
    legal: portrait.legal?.filter(({ dataClass }) => classes.includes(dataClass)),
    evaluations: portrait.evaluations?.filter(({ dataClass }) => classes.includes(dataClass)),
    coverage: portrait.coverage.filter(({ dataClass }) => classes.includes(dataClass)),
    questions: trimQuestions(portrait.questions, classes),
    triangulation: within(classes, story) ? portrait.triangulation : undefined,
    months: portrait.months.map(month),
  }
}
