import { checkCreditCode } from '@/server/kernel/credit-code'

/**
 * What a registration does with a code. LOOK_UP_WITH_WARNING: well formed, but a check digit fails; such codes exist in
 * the wild, so the register decides (reference 4.1, trap 1). REFUSE: it cannot be a code at all.
 */
export type CreditCodeAdvice =
  | { do: 'LOOK_UP'; code: string }
  | {
      do: 'LOOK_UP_WITH_WARNING'
      code: string
      expected: string | null
      actual: string | null
      organisationCheck: boolean
      suggestions: string[]
    }
  | { do: 'REFUSE'; code: string; refusal: 'identity.credit-code-format' }

export function adviseOnCreditCode(raw: string): CreditCodeAdvice {
  const { code, format, valid, organisationCheck, check, suggestions } = checkCreditCode(raw.normalize('NFKC'))
  if (!format) return { do: 'REFUSE', code, refusal: 'identity.credit-code-format' }
  if (valid && organisationCheck) return { do: 'LOOK_UP', code }
  return { do: 'LOOK_UP_WITH_WARNING', code, expected: check.expected, actual: check.actual, organisationCheck, suggestions }
}
