import fc from 'fast-check'

// Histories of one application's consent, and what must come of each step, told from the history alone: who may do what next
// is not looked up in the product's own table of states.

export const steps = [
  ...(['GRANT', 'PAUSE', 'RESUME', 'WITHDRAW', 'LAPSE', 'WORKER', 'SIGN_OFF', 'TAKE_BACK'] as const),
  ...(['DRAFT', 'DISCARD'] as const),
  ...(['PULL', 'READ', 'DECIDE', 'EXPORT'] as const),
] as const
export type Step = (typeof steps)[number]
/**
 * DONE or REFUSED; WITHOUT_PERSON: done, and nothing of the personal data was in it. UNSHOWN: committed and on record, but its leaf
 * did not come while the answer could wait, so that nothing was shown: a machine that is slow is no fault of what is tested here.
 */
export type Outcome = 'DONE' | 'REFUSED' | 'WITHOUT_PERSON' | 'UNSHOWN'

const uses: readonly Step[] = ['PULL', 'READ', 'DECIDE', 'EXPORT']
export const isUse = (step: Step) => uses.includes(step)

/** Uses come often, so that each end is followed by somebody who tries. */
export const histories = (most: number, weightOfExports = 2): fc.Arbitrary<Step[]> =>
  fc
    .array(
      fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom<Step>('PAUSE', 'RESUME', 'SIGN_OFF', 'TAKE_BACK') },
        { weight: 2, arbitrary: fc.constantFrom<Step>('GRANT', 'WITHDRAW', 'LAPSE', 'WORKER') },
        { weight: 1, arbitrary: fc.constantFrom<Step>('DRAFT', 'DISCARD') },
        { weight: 5, arbitrary: fc.constantFrom<Step>('PULL', 'READ', 'DECIDE') },
        { weight: weightOfExports, arbitrary: fc.constant<Step>('EXPORT') },
      ),
      { minLength: 1, maxLength: most },
    )
    .map((rest) => ['GRANT', ...rest])

const lastOf = (past: readonly Step[], among: readonly Step[]) => past.findLast((step) => among.includes(step))

/**
 * What each step of a history must come to. `past` holds only what was done (refused steps changed nothing), and only since
 * the newest grant, which begins anew.
 */
export function expected(history: readonly Step[]): Outcome[] {
  let past: Step[] = []
  return history.map((step) => {
    const ended = past.includes('WITHDRAW') || (past.includes('LAPSE') && past.indexOf('WORKER', past.indexOf('LAPSE')) >= 0)
    const paused = lastOf(past, ['PAUSE', 'RESUME']) === 'PAUSE'
    const signed = !ended && lastOf(past, ['SIGN_OFF', 'TAKE_BACK']) === 'SIGN_OFF'
    const may: Record<Step, boolean> = {
      GRANT: true,
      LAPSE: true,
      WORKER: true,
      PAUSE: !ended && !paused,
      RESUME: !ended && paused,
      WITHDRAW: !ended,
      SIGN_OFF: !ended && !signed,
      TAKE_BACK: signed,
      // A draft lies beside what stands and changes nothing of it; the next grant is that of the draft.
      DRAFT: true,
      DISCARD: lastOf(past, ['DRAFT', 'DISCARD']) === 'DRAFT',
      PULL: !ended && !paused && !past.includes('LAPSE'),
      READ: !ended && !paused && !past.includes('LAPSE'),
      DECIDE: !ended && !paused && !past.includes('LAPSE'),
      EXPORT: !ended && !paused && !past.includes('LAPSE'),
    }
    if (!may[step]) return 'REFUSED'
    if (step === 'GRANT') past = []
    if (!isUse(step)) past.push(step)
    return (step === 'PULL' || step === 'READ') && !signed ? 'WITHOUT_PERSON' : 'DONE'
  })
}
