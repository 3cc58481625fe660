import type { CardTerms } from '../card-terms'
import { type Reading, scoreIndicators } from '../score'
import type { ShadowResult } from './shadow-result'

type Firm = Pick<ShadowResult, 'countyCode' | 'size'>
/**
 * One firm by two cards: the very figures of its portrait, so that nothing but the card differs. Σ of the changes by factor is
 * the difference of the two scores, for both cards begin at the same base.
 */
export function compareCards(readings: readonly Reading[], firm: Firm, current: CardTerms, candidate: CardTerms): ShadowResult {
  const dated = (terms: CardTerms) => ({ ...terms, validFrom: '' })
  const before = scoreIndicators(readings, dated(current))
  const after = scoreIndicators(readings, dated(candidate))
  const change = new Map(after.factors.map(({ indicatorId, points }) => [indicatorId, points]))
  for (const { indicatorId, points } of before.factors) change.set(indicatorId, (change.get(indicatorId) ?? 0) - points)
  return {
    ...firm,
    fromScore: before.score,
    toScore: after.score,
    fromGrade: before.grade,
    toGrade: after.grade,
    changes: [...change].filter(([, by]) => by !== 0).map(([indicatorId, by]) => ({ indicatorId, by })),
  }
}
