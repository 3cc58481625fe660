import { uuidv7 } from 'uuidv7'
import type { Session } from '@/server/auth/session'
import { findConsent } from '@/server/consent/repository'
import { endConsent } from '@/server/consent/use-cases/end-consent'
import { anApplication } from '@/tests/applications'
import { bankTerms, grantOnly } from '@/tests/consents'
import { as, owner, scopes } from '@/tests/world'
import { type Attack, settle, superuser } from './attacked-ledger.fixture'
import type { Defence } from './defences.fixture'

/** Consents beside the one that everything was read under, in SQL. */
let withdrawn: string
let tomorrows: string
let signedOff: string

/** One that the firm took back, one that begins tomorrow, and one of which the person signed nothing off; nobody read under them. */
export async function layOutGrants(firm: Session, institutionId: string): Promise<void> {
  const granted = async (asked = bankTerms(institutionId, uuidv7())) => (await grantOnly(firm, asked)).consentId
  withdrawn = (await anApplication(firm, institutionId)).consentId
  await as(firm, async (tx) => {
    const scope = scopes.enterprise(firm)
    const consent = await findConsent(tx, scope, withdrawn)
    if (consent) await endConsent({ tx, scope, person: firm, now: new Date(), roles: ['ENTERPRISE_OWNER'] }, consent, 'WITHDRAWN')
  })
  const tomorrow = new Date(Date.now() + 86_400_000)
  tomorrows = await granted({ ...bankTerms(institutionId, uuidv7(), tomorrow) })
  signedOff = await granted()
}

/** The consent under which the officer read. */
const used = `(SELECT "consentId" FROM public.access_record WHERE purpose = 'LOAN_REVIEW' LIMIT 1)`

/** Every trigger of the product at work, as for any row: what is written has its leaf. */
const written = (text: () => string) => async () => {
  await owner(text())
  await settle()
}

/** The officer's look once more, with something else in it. */
const aLook = (change: () => string) =>
  written(
    () => `INSERT INTO public.access_record SELECT (jsonb_populate_record(r, jsonb_build_object('id', uuidv7(), 'at', now()) || ${change()})).*
      FROM public.access_record r WHERE purpose = 'LOAN_REVIEW' LIMIT 1`,
  )
/** ... under another consent, by whoever that was granted to. */
export const aLookUnder = (consent: () => string, fields = '{score}') =>
  aLook(
    () => `(SELECT jsonb_build_object('consentId', c.id, 'applicationId', c."applicationId", 'enterpriseId', c."enterpriseId",
      'portraitId', (SELECT a."portraitId" FROM public.application a WHERE a.id = c."applicationId"), 'fields', '${fields}'::text[])
      FROM public.consent c WHERE c.id = '${consent()}')`,
  )

const ofTerms = (name: string, change: string, also: { seen?: string; by?: Defence } = {}): Attack => ({
  name,
  chief: 'record-edited',
  seen: ['grant-not-signed', 'record-edited', ...(also.seen ? [also.seen] : [])].sort(),
  caughtBy: ['content', 'signedTerms', ...(also.by ? [also.by] : [])],
  before: () => superuser(`UPDATE public.consent SET ${change} WHERE id = ${used}`),
})
const ofUse = (name: string, chief: string, by: Defence, before: () => Promise<unknown>): Attack => ({
  name,
  chief,
  seen: [chief],
  caughtBy: [by],
  before,
})

/** What a superuser may do to what was granted, and to what was taken under it. */
export const againstGrants: Attack[] = [
  ofTerms('adds a class to a consent', `"dataClasses" = array_append("dataClasses", 'CUSTOMS')`),
  ofTerms('moves the last day of a consent', `"expiresAt" = "expiresAt" + interval '300 days'`),
  ofTerms('lengthens the look-back of a consent', `"lookbackMonths" = 36`),
  ofTerms('narrows the look-back of a consent, of which more was fetched', `"lookbackMonths" = 6`, {
    seen: 'use-beyond-look-back',
    by: 'lookBack',
  }),
  {
    name: 'widens the period of a pull afterwards',
    chief: 'record-edited',
    seen: ['record-edited', 'use-beyond-look-back'],
    caughtBy: ['content', 'lookBack'],
    before: () => superuser(`UPDATE public.snapshot SET "periodFrom" = '2020-01' WHERE "consentId" = ${used}`),
  },
  ofUse(
    'pulls more months than were granted',
    'use-beyond-look-back',
    'lookBack',
    written(
      () => `INSERT INTO public.snapshot SELECT (jsonb_populate_record(s, jsonb_build_object('id', uuidv7(), 'nonce', 'more',
        'periodFrom', to_char(now() - interval '27 months', 'YYYY-MM'), 'receivedAt', now()))).* FROM public.snapshot s
        WHERE "consentId" = ${used}`,
    ),
  ),
  ofTerms('lets the recipient keep what it got for longer', `"retentionValue" = 60`),
  ofTerms('calls personal data impersonal', `"personalClasses" = '{}'`),
  ofTerms('hands a consent to another recipient', `"institutionId" = uuidv7()`, {
    seen: 'use-by-other-recipient',
    by: 'recipient',
  }),
  {
    name: 'widens the sign-off of a person',
    chief: 'record-edited',
    seen: ['grant-not-signed', 'record-edited'],
    caughtBy: ['content', 'signedTerms'],
    before: () => superuser(`UPDATE public.consent_sign_off SET "dataClasses" = array_append("dataClasses", 'CUSTOMS')`),
  },
  {
    name: 'slips in a consent that nobody granted',
    chief: 'record-without-leaf',
    seen: ['record-without-leaf'],
    caughtBy: ['recordToLeaf'],
    before: () =>
      superuser(`INSERT INTO public.consent SELECT (jsonb_populate_record(c, jsonb_build_object('id', uuidv7()))).*
        FROM public.consent c WHERE c.id = ${used}`),
  },
  ofUse(
    'slips in a consent through the product’s own trigger, with a signature from elsewhere',
    'grant-not-signed',
    'signedTerms',
    written(
      () => `INSERT INTO public.consent SELECT (jsonb_populate_record(c, jsonb_build_object('id', uuidv7(), 'applicationId', uuidv7(),
        'state', 'PAUSED'))).* FROM public.consent c WHERE c.id = ${used}`,
    ),
  ),
  ofUse(
    'looks without naming a consent',
    'use-without-grant',
    'named',
    aLook(() => `'{"consentId": null}'`),
  ),
  {
    name: 'looks under a consent that it wrote itself, without the act of a grant',
    chief: 'use-without-grant',
    seen: ['grant-not-signed', 'state-without-act', 'use-without-grant'],
    caughtBy: ['granted', 'signedTerms', 'state', 'ended'],
    before: async () => {
      const own = uuidv7()
      await owner(`INSERT INTO public.consent SELECT (jsonb_populate_record(c, jsonb_build_object('id', '${own}', 'applicationId', uuidv7()))).*
        FROM public.consent c WHERE c.id = ${used}`)
      await aLookUnder(() => own)()
    },
  },
  ofUse(
    'looks under a consent that was withdrawn',
    'use-after-end',
    'ended',
    aLookUnder(() => withdrawn),
  ),
  ofUse(
    'pulls under a consent that was withdrawn, and dates it back',
    'use-after-end',
    'ended',
    written(
      () => `INSERT INTO public.snapshot SELECT (jsonb_populate_record(s, jsonb_build_object('id', uuidv7(), 'consentId', '${withdrawn}',
        'receivedAt', (SELECT "grantedAt" FROM public.consent WHERE id = '${withdrawn}'), 'nonce', 'another'))).* FROM public.snapshot s
        WHERE "consentId" = ${used}`,
    ),
  ),
  ofUse(
    'looks under a consent before its first day',
    'use-outside-period',
    'period',
    aLookUnder(() => tomorrows),
  ),
  ofUse(
    'looks for another application than was granted',
    'use-by-other-recipient',
    'recipient',
    aLook(() => `jsonb_build_object('consentId', '${signedOff}')`),
  ),
  ofUse(
    'looks at a class that was not granted',
    'use-of-other-class',
    'classes',
    aLook(() => `'{"fields": ["coverage.TAX", "coverage.CUSTOMS"]}'`),
  ),
  ofUse(
    'looks at personal data that the person did not sign off',
    'use-without-sign-off',
    'signOffs',
    aLookUnder(() => signedOff, '{coverage.COURT}'),
  ),
]
