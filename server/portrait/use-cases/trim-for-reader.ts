import { addMonthsToMonth, monthOf, monthsBetween } from '@/server/kernel/dates'
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

/** What a consent lets its recipient know: classes, and how many months of them, counted back from the newest on file. */
export type Granted = { classes: readonly DataClass[]; lookbackMonths: number }

/** What everyone who may read a portrait at all is shown. */
const always = ['asOf', 'cardVersion'] as const
/** What says something of every class that the card reads, as the access record names it. */
const summary = ['score', 'grade', 'confidence', 'scoreInterval', 'dimensions'] as const

type Summary = Pick<Portrait, 'score' | 'grade' | 'confidenceBps' | 'scoreInterval' | 'dimensions'>
/**
 * `summary` is null where the score is withheld; `uncovered` then names the classes whose consent it would take, and `beyond` the
 * figures of granted classes that look back over more than the `lookbackMonths` granted.
 */
export type ReadablePortrait = Omit<Portrait, keyof Summary> & {
  summary: Summary | null
  uncovered: DataClass[]
  lookbackMonths: number
  beyond: IndicatorId[]
}

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
  SALES_ABOVE_TAX: story,
} as const satisfies Record<Portrait['questions'][number]['code'], readonly DataClass[]>

/** Months that a question reads: one that compares with the year before reads that year as well. */
const monthsOf = (question: Portrait['questions'][number]) =>
  question.windowMonths + ('salesGrowthBps' in question && question.salesGrowthBps !== null ? 12 : 0)

const within = (classes: readonly DataClass[], needed: readonly DataClass[]) => needed.every((one) => classes.includes(one))
/** A window of 0 months is the state of the day, whenever it began; nothing else may be longer than the grant. */
const isWithinLookback = ({ lookbackMonths }: Granted, id: IndicatorId) => indicatorCatalogue[id].windowMonths <= lookbackMonths
/** Whether a reader with this grant may know an indicator at all. */
export const isCovered = (granted: Granted, id: IndicatorId) =>
  within(granted.classes, indicatorCatalogue[id].sources) && isWithinLookback(granted, id)
/** Whether the grant covers every class that the card reads, and every month of every figure on it. */
const coversCard = (granted: Granted, card: ScoreCard) => card.factors.every(({ indicatorId }) => isCovered(granted, indicatorId))
const monthColumns = (classes: readonly DataClass[]) =>
  Object.entries(columnsOf).flatMap(([dataClass, columns]) => (classes.some((one) => one === dataClass) ? columns : []))

/** The exact fields that a reader with this grant is shown; the access record keeps this list. */
export function fieldsFor(granted: Granted, card: ScoreCard | undefined = scoreCards.at(-1)): string[] {
  if (!card) throw new RangeError('there is no score card')
  const { classes } = granted
  return [
    ...(coversCard(granted, card) ? summary : []),
    ...always,
    ...classes.map((one) => `coverage.${one}`),
    ...classes.map((one) => `gates.${one}`),
    ...classes.map((one) => `legal.${one}`),
    ...classes.map((one) => `evaluations.${one}`),
    ...indicatorsIn(catalogueOf(card))
      .filter((id) => isCovered(granted, id))
      .map((id) => `indicators.${id}`),
    ...monthColumns(classes).map((column) => `months.${column}`),
    ...Object.entries(questionClasses).flatMap(([code, needed]) => (within(classes, needed) ? [`questions.${code}`] : [])),
    ...(within(classes, story) ? ['triangulation'] : []),
  ]
}

/** What the reader may know is asked. */
export const trimQuestions = <Row extends { code: QuestionCode }>(rows: readonly Row[], classes: readonly DataClass[]): Row[] =>
  rows.filter(({ code }) => within(classes, questionClasses[code]))

/**
 * The portrait, drawn by `card`, without anything that stands on a class which this reader was not granted, or on more months than
 * it was granted. Records and entries in force are the state of the day. Pure.
 */
export function trimForReader(portrait: Portrait, granted: Granted, card: ScoreCard): ReadablePortrait {
  const { classes, lookbackMonths } = granted
  const { score, grade, confidenceBps, scoreInterval, dimensions, ...rest } = portrait
  const firstMonth = addMonthsToMonth(monthOf(portrait.asOf), -lookbackMonths)
  const { triangulation: told } = portrait
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
    summary: coversCard(granted, card) ? { score, grade, confidenceBps, scoreInterval, dimensions } : null,
    uncovered: uncoveredBy(classes, card),
    lookbackMonths,
    beyond: portrait.indicators
      .map(({ id }) => id)
      .filter((id) => within(classes, indicatorCatalogue[id].sources) && !isWithinLookback(granted, id)),
    indicators: portrait.indicators.filter(({ id }) => isCovered(granted, id)),
    factors: portrait.factors.filter(({ indicatorId }) => isCovered(granted, indicatorId)),
    gates: portrait.gates.filter(({ dataClass }) => classes.includes(dataClass)),
    legal: portrait.legal?.filter(({ dataClass }) => classes.includes(dataClass)),
    evaluations: portrait.evaluations?.filter(({ dataClass }) => classes.includes(dataClass)),
    coverage: portrait.coverage.filter(({ dataClass }) => classes.includes(dataClass)),
    questions: trimQuestions(portrait.questions, classes).filter((question) => monthsOf(question) <= lookbackMonths),
    triangulation: within(classes, story) && told && monthsBetween(told.from, told.to) < lookbackMonths ? told : undefined,
    months: portrait.months.filter(({ month: id }) => id >= firstMonth).map(month),
  }
}
