import type { Known } from '../known'
import { toSafe } from '../measure'
import type { Lever, StepKind } from './levers'
import { effortOf } from './levers'

type Owing = 'TAX' | 'SOCIAL_SECURITY' | 'ELECTRICITY' | 'WATER' | 'GAS'
const kinds = {
  TAX: 'PAY_TAX',
  SOCIAL_SECURITY: 'PAY_SOCIAL_SECURITY',
  ELECTRICITY: 'PAY_ELECTRICITY',
  WATER: 'PAY_WATER',
  GAS: 'PAY_GAS',
} as const satisfies Record<Owing, StepKind>
const classes = Object.keys(kinds) as Owing[]

/** Arrears are gone with the next reading after they were paid in full. */
export function paymentLevers({ facts, asOf }: Known): Lever[] {
  return classes.flatMap((dataClass) => {
    const owed = facts[dataClass]?.arrearsFen ?? 0n
    if (owed <= 0n) return []
    const step = { kind: kinds[dataClass], effort: effortOf.PAY, on: asOf, records: [], months: null, amountFen: toSafe(owed) }
    return [
      {
        id: step.kind,
        options: [{ steps: [step], apply: (all) => ({ ...all, [dataClass]: { ...all[dataClass], arrearsFen: 0n } }) }],
      },
    ]
  })
}
