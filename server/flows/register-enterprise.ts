import { uuidv7 } from 'uuidv7'
import { hashPassword } from '@/server/auth/password-hash'
import { inRoleTransaction } from '@/server/db/transaction'
import type { Locale } from '@/server/i18n/locales'
import { claimsSince, createClaim, lockFirm, storeClaimStep } from '@/server/identity/claims.repository'
import { nameOnPaper, startClaim } from '@/server/identity/domain/claim'
import { adviseOnCreditCode, type CreditCodeAdvice } from '@/server/identity/domain/credit-code-advice'
import { checkPassword } from '@/server/identity/domain/password'
import type { RegisterInput } from '@/server/identity/schema'
import { codeHashOf, newCode } from '@/server/identity/secret-codes'
import { shanghaiDate } from '@/server/kernel/dates'
import { Refused } from '@/server/kernel/refused'
import { lookUpRegister, type SourceClient, sendChallenge } from '@/server/sources/client'
import type { RegisterEntry } from '@/server/sources/schema'

export type FirmLookUp = {
  advice: CreditCodeAdvice
  /** What the register says; null when it was not asked, does not know the code, or could not be reached. */
  entry: RegisterEntry | null
  problem: 'unknown' | 'unavailable' | null
}

/** Advises on a typed credit code and, unless it cannot be one, asks the market agency's signed register who it is. */
export async function lookUpFirm(client: SourceClient, typed: string): Promise<FirmLookUp> {
  const advice = adviseOnCreditCode(typed)
  if (advice.do === 'REFUSE') return { advice, entry: null, problem: null }
  const answer = await lookUpRegister(client, advice.code)
  if (answer.ok) return { advice, entry: answer.value, problem: null }
  return { advice, entry: null, problem: answer.refusal === 'source.unknown-subject' ? 'unknown' : 'unavailable' }
}

const challengesAnHour = 3

/** The form's field that a refusal is about. */
const fieldOf: Record<string, string> = {
  'claim.mandate-missing': 'mandate.text',
  'claim.mandate-ended': 'mandate.endsOn',
  'claim.name-not-representative': 'personName',
}

/**
 * Opens a claim on a firm: the register is asked afresh, the claim stored, and a code sent to the contact on the register
 * through the agency, at most three times an hour for one firm. Nothing here says whether the login name is taken.
 * @returns the claim's id, by which the claimant confirms it within 15 minutes
 */
export async function registerEnterprise(
  client: SourceClient,
  input: RegisterInput,
  { now, locale }: { now: Date; locale: Locale },
): Promise<{ claimId: string }> {
  const password = checkPassword(input.password, input.loginName)
  if (!password.ok) throw new Refused(password.refusal, { field: 'password' })
  const { entry, problem } = await lookUpFirm(client, input.creditCode)
  if (problem === 'unavailable') throw new Refused('claim.register-unavailable')

  const mandate = input.claimant === 'AGENT' ? input.mandate : undefined
  const opened = startClaim(
    entry && { status: entry.status, contact: entry.contactMasked || null },
    { relation: input.claimant, mandateEndsOn: mandate?.endsOn ?? null },
    now,
    shanghaiDate(now),
  )
  if (!opened.ok) refuse(opened.refusal)
  if (!entry) throw new Refused('claim.not-on-register')
  if (input.claimant === 'LEGAL_REPRESENTATIVE' && nameOnPaper(input.personName) !== nameOnPaper(entry.legalRepresentative))
    refuse('claim.name-not-representative')

  const claimId = uuidv7()
  const code = newCode()
  const passwordHash = await hashPassword(input.password)
  await inRoleTransaction('auth', async (tx) => {
    await lockFirm(tx, entry.creditCode)
    if ((await claimsSince(tx, entry.creditCode, new Date(now.getTime() - 3600_000))) >= challengesAnHour)
      throw new Refused('claim.too-many-challenges')
    await createClaim(tx, {
      id: claimId,
      creditCode: entry.creditCode,
      enterpriseName: entry.name,
      relation: input.claimant,
      claimantName: input.personName,
      contact: input.contact,
      loginName: input.loginName,
      passwordHash,
      mandate: mandate?.text ?? null,
      mandateEndsOn: mandate ? new Date(mandate.endsOn) : null,
      codeHash: codeHashOf(claimId, code),
      sentTo: opened.value.sentTo,
      expiresAt: opened.value.expiresAt,
      registerEntry: entry,
    })
  })
  const purpose = input.claimant === 'AGENT' ? 'confirm-mandate' : 'claim-enterprise'
  const sent = await sendChallenge(client, { creditCode: entry.creditCode, code, purpose, language: locale })
  if (!sent.ok) {
    await inRoleTransaction('auth', (tx) => storeClaimStep(tx, claimId, { state: 'EXPIRED', attempts: 0 }))
    throw new Refused('claim.challenge-not-sent')
  }
  return { claimId }
}

function refuse(code: string): never {
  const field = fieldOf[code]
  throw new Refused(code, field ? { field } : {})
}
