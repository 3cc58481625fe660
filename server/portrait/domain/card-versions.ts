import { z } from 'zod'

export const maximumTermsBytes = 256 * 1024

export const cardVersionName = z
  .string()
  .trim()
  .regex(/^[A-Z]+-\d{4}\.\d{1,3}$/, 'rescoring.version-form')

const words = z.string().trim().min(5, 'rescoring.too-short').max(1000)

export const addCardInput = z.strictObject({
  version: cardVersionName,
  file: z.strictObject({
    name: z.string().min(1).max(200),
    // Four characters of base64 stand for three bytes.
    contentBase64: z.base64().max(Math.ceil(maximumTermsBytes / 3) * 4, 'file.too-large'),
  }),
})
export const oneCardVersionInput = z.strictObject({ cardId: z.uuidv7() })
export const oneRunInput = z.strictObject({ runId: z.uuidv7() })

export const proposeCardInput = z.strictObject({
  cardId: z.uuidv7(),
  runId: z.uuidv7(),
  runDigest: z.string().regex(/^[0-9a-f]{64}$/),
  validFrom: z.iso.date(),
  note: words,
})

/** Whoever rejects says why; whoever publishes may. */
export const settleCardInput = z.discriminatedUnion('verdict', [
  z.strictObject({ proposalId: z.uuidv7(), verdict: z.literal('PUBLISH'), reason: words.optional() }),
  z.strictObject({ proposalId: z.uuidv7(), verdict: z.literal('REJECT'), reason: words }),
])

export const runKinds = ['RESCORE', 'SHADOW'] as const
export type RunKind = (typeof runKinds)[number]

/** `recent`: how many were done within the last minute, or since `since`, when the present worker took the step up. */
type Pace = { waiting: number; recent: number; since: Date | null }

/**
 * Whole minutes, rounded up, that a run still takes at the pace of its last minute, of which what lay before the present worker
 * came is not counted; 0 for less than one, null while nothing has moved since.
 */
export function minutesLeft({ waiting, recent, since }: Pace, now: Date): number | null {
  if (!since || recent === 0) return null
  const seconds = Math.min(60, Math.max(1, (now.getTime() - since.getTime()) / 1000))
  const left = Math.ceil((waiting * seconds) / recent)
  return left < 60 ? 0 : Math.ceil(left / 60)
}

/** Where a candidate stands, by its newest run and its newest proposal. */
export type CandidateState = 'ADDED' | 'RUNNING' | 'REPORTED' | 'PROPOSED' | 'PUBLISHED' | 'REJECTED'
export function candidateState(
  run: { finishedAt: Date | null } | null,
  proposal: { verdict: 'PUBLISH' | 'REJECT' | null; settledAt: Date | null } | null,
): CandidateState {
  if (proposal?.verdict === 'PUBLISH') return 'PUBLISHED'
  if (proposal && !proposal.verdict) return 'PROPOSED'
  if (run && !run.finishedAt) return 'RUNNING'
  const isNewer = run?.finishedAt && proposal?.settledAt && run.finishedAt > proposal.settledAt
  if (proposal?.verdict === 'REJECT' && !isNewer) return 'REJECTED'
  return run ? 'REPORTED' : 'ADDED'
}

/** A candidate's newest shadow run: `against` names the card that it compared with; `digest` is its report's, once there is one. */
type ShadowRun = { finishedAt: Date | null; against: string; digest: string | null }

/** Whether a run tells nothing of today, because another card has come into force since. */
export const isOutdated = (run: Pick<ShadowRun, 'against'>, inForce: string) => run.against !== inForce

export type CandidateSteps = {
  /** A shadow run over the city is open. */
  isRunning: boolean
  mayTry: boolean
  /** It would have to be tried again against the card in force. */
  mustTryAgain: boolean
  mayPropose: boolean
}

/** What may be done next with a candidate: one that is proposed or published is out of its authors' hands. */
export function candidateSteps(
  run: ShadowRun | null,
  proposal: { verdict: 'PUBLISH' | 'REJECT' | null } | null,
  inForce: string,
): CandidateSteps {
  const isFree = proposal === null || proposal.verdict === 'REJECT'
  const isRunning = run !== null && run.finishedAt === null
  return {
    isRunning,
    mayTry: isFree && !isRunning,
    mustTryAgain: isFree && run !== null && !isRunning && isOutdated(run, inForce),
    mayPropose: isFree && run?.digest != null && !isOutdated(run, inForce),
  }
}

type Dated = { version: string; validFrom: string }
export type CardState = 'NOW' | 'PAST' | 'AHEAD' | 'NEVER'

/**
 * Whether a card is in force, was, will be, or never had a day: one that was published later to be in force from the same day or an
 * earlier one stood before it all the time.
 * @param cards in the order in which they take precedence, as `cardOn` has it
 */
export function cardState(version: string, cards: readonly Dated[], today: string): CardState {
  const at = cards.findIndex((card) => card.version === version)
  const { validFrom = '' } = cards[at] ?? {}
  const later = cards.slice(at + 1)
  if (later.some((card) => card.validFrom <= validFrom)) return 'NEVER'
  if (validFrom > today) return 'AHEAD'
  return later.some((card) => card.validFrom <= today) ? 'PAST' : 'NOW'
}
