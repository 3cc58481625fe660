import { type IndicatorId, indicatorsIn, missingReasons } from '../../schema'
import { NONE } from './exact'
import { NO_BASE, NO_SOURCE } from './series'

/** What packed rows tell; what later catalogues add (invoices) is read by a portrait in full only. */
export const packedIndicators: readonly IndicatorId[] = indicatorsIn('2026.2')

/** Where an indicator stands among the figures; undefined for one that packed rows do not tell. */
export const placeOf = Object.fromEntries(packedIndicators.map((id, at) => [id, at])) as Record<IndicatorId, number>

/** For a reading of every figure. */
const all = new Uint8Array(packedIndicators.length).fill(1)

/** All indicators of one firm: a whole number each, or, as a third value, why there is none. Written over for the next firm. */
export class Figures {
  readonly values = new Float64Array(packedIndicators.length)
  /** 0: known. Else 1 + the place in `missingReasons`. */
  readonly missing = new Uint8Array(packedIndicators.length).fill(NO_SOURCE)

  /** @param asked by place, 1 for a figure that is asked for: the few that take longest are reckoned only then */
  constructor(private readonly asked: Uint8Array = all) {}

  asks(place: number): boolean {
    return this.asked[place] === 1
  }

  put(place: number, value: number): void {
    this.values[place] = value
    this.missing[place] = 0
  }

  lack(place: number, reason: number): void {
    this.values[place] = 0
    this.missing[place] = reason
  }

  /** A ratio, or NO_BASE where there was nothing to divide by. */
  putRatio(place: number, value: number): void {
    if (Number.isNaN(value)) this.lack(place, NO_BASE)
    else this.put(place, value)
  }

  /** As readings without evidence, for whoever needs them one by one. */
  reading(id: IndicatorId): { state: 'KNOWN'; value: number } | { state: 'MISSING'; reason: (typeof missingReasons)[number] } {
    const place = placeOf[id]
    const reason = missingReasons[(this.missing[place] ?? 0) - 1]
    return reason ? { state: 'MISSING', reason } : { state: 'KNOWN', value: this.values[place] ?? NONE }
  }
}
