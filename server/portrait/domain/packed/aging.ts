import { freshDays } from '../../schema'
import { agingSourcesOf } from '../freshness'
import type { Today } from './calendar'
import { type Figures, packedIndicators, placeOf } from './figures'
import { agingClasses } from './layout'
import { STALE } from './series'

/** For each class, where the figures stand that age with its answer. */
const places = agingClasses.map((dataClass) =>
  Int32Array.from(packedIndicators.filter((id) => agingSourcesOf(id).includes(dataClass)).map((id) => placeOf[id])),
)
const lasting = Int32Array.from(agingClasses, (dataClass) => freshDays[dataClass])

/**
 * Says of the figures of answers that are too old to speak of the day that they are stale, as `readIndicators` does.
 * @param days where the days of the answers stand, behind the lists of the firm's row
 * @param end of the firm's row: one that ends before has no such days
 */
export function ageFigures(figures: Figures, view: DataView, days: number, end: number, { asOfCount }: Today): void {
  if (end - days < 2 * agingClasses.length) return
  for (let one = 0; one < places.length; one++) {
    const on = view.getUint16(days + 2 * one, true)
    if (on === 0 || on + (lasting[one] as number) >= asOfCount) continue
    for (const place of places[one] as Int32Array) if (figures.missing[place] === 0) figures.lack(place, STALE)
  }
}
