import type { PlainDate } from '@/server/kernel/dates'
import type { PortraitFacts } from '../../schema'
import { knownOn } from '../known'
import { businessLevers } from './business'
import { agingLever, onTimeLevers } from './months'
import { paymentLevers } from './payments'
import { recordLevers } from './records'

/** What the firm does, or waits for. */
export const stepKinds = [
  'PAY_TAX',
  'PAY_SOCIAL_SECURITY',
  'PAY_ELECTRICITY',
  'PAY_WATER',
  'PAY_GAS',
  'FILE_ON_TIME',
  'INSURE_ON_TIME',
  'ELECTRICITY_ON_TIME',
  'WATER_ON_TIME',
  'GAS_ON_TIME',
  'GROW_OLDER',
  'REPAIR_RECORD',
  'AWAIT_RECORD',
  'PERFORM_JUDGMENT',
  'LEAVE_ABNORMAL_LIST',
  'REPAIR_LISTING',
  'AWAIT_LISTING',
  'SETTLE_CASE',
  'SELL_MORE',
  'REGISTER_TRADEMARK',
  'PATENT_INVENTION',
  'CHANGE_AMOUNT',
  'CHANGE_TERM',
] as const
export type StepKind = (typeof stepKinds)[number]

/** Steps that hang on how business goes: a plan, which neither firm nor platform can promise. */
export const businessSteps: readonly StepKind[] = ['SELL_MORE', 'REGISTER_TRADEMARK', 'PATENT_INVENTION']

/** The day since which effort is counted so (ADR 0022). Paths are not stored: another count is another day here. */
export const EFFORT_SINCE: PlainDate = '2026-11-22'

/**
 * Effort in units (ours): an hour is not measurable, so acts are ranked. One month of keeping in order, or of waiting, is
 * one unit; the rest says how much an act asks beside it. A month of selling as much as a year ago counts two, and each
 * twentieth more one further, so that whatever can be promised comes before what can only be planned. Shown on screen.
 */
export const effortOf = {
  SELL_MONTH: 2,
  SELL_TWENTIETH: 1,
  REGISTER: 4,
  INVENT: 8,
  MONTH: 1,
  PAY: 2,
  CHANGE_ASK: 1,
  REPAIR: 3,
  LEAVE_LIST: 4,
  SETTLE: 6,
  PERFORM: 8,
} as const

/**
 * `on`: the day from which it counts, if nothing else changes meanwhile. `records`: the numbers of the records it is about.
 * `months`: how long to keep at it. `amountFen`: what is to be paid, as a safe integer. `paceBps`: growth on the year.
 */
export type Step = {
  kind: StepKind
  effort: number
  on: PlainDate
  records: string[]
  months: number | null
  amountFen: number | null
  paceBps?: number
}

/** Steps that belong together, and the firm's facts as they will be when they are done. */
export type LeverOption = { steps: Step[]; apply: (facts: PortraitFacts) => PortraitFacts }
/**
 * At most one of its options is taken. No two levers touch the same figure. `unproven`: there were more selections of records than
 * are drawn, so that a cheaper one may exist than those offered.
 */
export type Lever = { id: string; options: LeverOption[]; unproven?: true }

/**
 * Everything that an enterprise can do about its portrait, or that time alone brings about: debts paid, duties kept month by
 * month, records repaired or run out, cases settled, age; and what business can bring about at a pace that it has shown, said
 * to be a plan. Never who owns or runs the firm or where it is, never what an authority assesses: nobody can promise those.
 */
export function leversOf(facts: PortraitFacts, asOf: PlainDate): Lever[] {
  const known = knownOn(facts, asOf)
  return [
    ...paymentLevers(known),
    ...onTimeLevers(known),
    ...recordLevers(known),
    agingLever(known),
    ...businessLevers(known),
  ].filter(({ options }) => options.length > 0)
}
