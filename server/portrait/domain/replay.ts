import type { PortraitFacts } from '../schema'
import { buildPortrait } from './build-portrait'
import { cardByVersion, type ScoreCard, scoreCards } from './score-card'

/** A portrait as it was stored. `digest` was taken when it was drawn. */
export type StoredPortrait = { cardVersion: string; asOf: string; digest: string }
/**
 * SAME: to the byte. BODY_ALTERED: what is stored is not what was stored. DIFFERENT: the same snapshots, card and day draw
 * another portrait today: a snapshot, a card or a rule was changed where a new version was due.
 */
export type Replay = 'SAME' | 'BODY_ALTERED' | 'DIFFERENT'

/**
 * Draws a past portrait again: a portrait is a pure function of snapshots, card version and day.
 * @param bodyDigest of the stored body, taken now
 * @param digestOf canonical digest (portrait/canonical-json), passed in because it hashes
 */
export function replay(
  stored: StoredPortrait,
  bodyDigest: string,
  facts: PortraitFacts,
  digestOf: (body: ReturnType<typeof buildPortrait>) => string,
  cards: readonly ScoreCard[] = scoreCards,
): Replay {
  if (bodyDigest !== stored.digest) return 'BODY_ALTERED'
  const again = buildPortrait(facts, cardByVersion(stored.cardVersion, cards), stored.asOf)
  return digestOf(again) === stored.digest ? 'SAME' : 'DIFFERENT'
}
