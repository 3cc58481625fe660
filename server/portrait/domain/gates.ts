import type { Gate, GateCode, PortraitFacts } from '../schema'
import type { Known } from './known'
import { penaltiesInForce, type RepairRule, repairDates, repairRuleOn } from './repair-rules'

type Entry = NonNullable<PortraitFacts['LIST']>['entries'][number]
type Listing = { code: GateCode; display: 'SERIOUS' | 'UNTIL_CURED' }

/**
 * Which lists bar a firm. The lists of serious dishonesty follow the serious class of the repair rule (reference 4.6); the
 * abnormal-operation list is left as soon as its ground is gone, and never by mere lapse of time.
 */
const listings: Record<Entry['list'], Listing | null> = {
  ABNORMAL_OPERATION: { code: 'ABNORMAL_OPERATION', display: 'UNTIL_CURED' },
  SERIOUS_VIOLATION: { code: 'SERIOUS_VIOLATION', display: 'SERIOUS' },
  SERIOUS_TAX_VIOLATION: { code: 'SERIOUS_TAX_VIOLATION', display: 'SERIOUS' },
  WAGE_ARREARS: { code: 'WAGE_ARREARS', display: 'SERIOUS' },
  TRUSTWORTHY: null,
}

type Draft = Pick<Gate, 'code' | 'dataClass' | 'recordId' | 'since'> & { display: Listing['display'] }

/** Days of one gate; `repairableFrom` is a door, not a cure: duties have to be done and a commitment made first. */
function dated({ display, ...draft }: Draft, asOf: string, rule: RepairRule): Gate {
  const dates =
    display === 'SERIOUS' && draft.since
      ? repairDates(draft.since, 'SERIOUS', rule)
      : { repairableFrom: draft.since, endsOn: null }
  const repairableNow = dates.repairableFrom !== null && dates.repairableFrom <= asOf
  return { ...draft, ...dates, repairableNow, rule: rule.id }
}

function drafts({ facts, asOf }: Known): Draft[] {
  const { REGISTRATION, COURT, LIST, PENALTY } = facts
  const notActive: Draft[] =
    REGISTRATION && REGISTRATION.status !== 'ACTIVE'
      ? [
          {
            code: 'REGISTRATION_NOT_ACTIVE',
            dataClass: 'REGISTRATION',
            recordId: REGISTRATION.status,
            since: null,
            display: 'UNTIL_CURED',
          },
        ]
      : []
  const defaulter = (COURT?.defaulterEntries ?? []).map(
    (entry): Draft => ({
      code: 'COURT_DEFAULTER',
      dataClass: 'COURT',
      recordId: entry.id,
      since: entry.listedOn,
      display: 'UNTIL_CURED',
    }),
  )
  const listed = (LIST?.entries ?? []).flatMap((entry): Draft[] => {
    const listing = listings[entry.list]
    return listing ? [{ ...listing, dataClass: 'LIST', recordId: entry.id, since: entry.listedOn }] : []
  })
  const penalties = penaltiesInForce(PENALTY?.penalties ?? [], asOf)
    .filter((penalty) => penalty.severity === 'SERIOUS')
    .map(
      (penalty): Draft => ({
        code: 'SERIOUS_PENALTY',
        dataClass: 'PENALTY',
        recordId: penalty.id,
        since: penalty.on,
        display: 'SERIOUS',
      }),
    )
  return [...notActive, ...defaulter, ...listed, ...penalties]
}

/**
 * Every bar in force on the day of `known`, with the day it ends and the first day of repair (reference 4.6, oracle 5).
 * An entry that was repaired, removed or displayed for its longest period is gone (oracle 14).
 */
export function gatesInForce(known: Known): Gate[] {
  const rule = repairRuleOn(known.asOf)
  return drafts(known)
    .map((draft) => dated(draft, known.asOf, rule))
    .filter((gate) => gate.endsOn === null || known.asOf < gate.endsOn)
}
