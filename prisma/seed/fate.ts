import type { Random } from '@/sandbox/city/random'
import type { IntakeDeclineReason } from '@/server/lending/schema'
import type { Judgement } from './judgement'

/** What chance has in store on the way to the decision. */
export type Fate = {
  /** Working days until each step. */
  days: { accept: number; contact: number; visit: number; recommend: number; decide: number }
  supplement: 'NONE' | 'ANSWERED' | 'WAIVED'
  sentBack: boolean
  /** The firm gives up before this step. */
  withdrawsBefore: 'ACCEPTED' | 'RECOMMENDED' | 'GRANTED' | null
  declineAtIntake: IntakeDeclineReason | null
}

/** Nothing unusual on the way. */
export const plain: Fate = {
  days: { accept: 0, contact: 0, visit: 0, recommend: 1, decide: 0 },
  supplement: 'NONE',
  sentBack: false,
  withdrawsBefore: null,
  declineAtIntake: null,
}

/** In a hundred. */
const supplements = { ANSWERED: 16, WAIVED: 2, NONE: 82 } as const

export function fateOf(random: Random, judgement: Judgement): Fate {
  const incomplete = random.chance(0.02) ? (random.chance(0.5) ? 'INFORMATION_INCOMPLETE' : 'DUPLICATE_ELSEWHERE') : null
  const supplement = random.weighted(['ANSWERED', 'WAIVED', 'NONE'] as const, (one) => supplements[one])
  return {
    days: {
      accept: random.chance(0.7) ? 0 : random.chance(0.86) ? 1 : 2,
      contact: random.chance(0.96) ? random.int(0, 1) : 3,
      visit: random.int(0, 1),
      recommend: random.int(1, 3),
      decide: random.chance(0.95) ? random.int(0, 2) : random.int(6, 9),
    },
    supplement,
    sentBack: random.chance(0.05),
    withdrawsBefore: random.chance(0.94) ? null : random.pick(['ACCEPTED', 'RECOMMENDED', 'GRANTED']),
    declineAtIntake: judgement.outOfScope && random.chance(0.75) ? judgement.outOfScope : incomplete,
  }
}
