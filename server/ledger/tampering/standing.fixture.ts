import { generateKeyPairSync } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { enterpriseScope } from '@/server/auth/scope'
import type { Session } from '@/server/auth/session'
import { resumptionStatement, resumptionType } from '@/server/consent/domain/consent-artefact'
import { platformKey, signatureDigest, signStatement } from '@/server/consent/platform-key'
import { platformParty } from '@/server/consent/platform-party'
import { followRepresentative } from '@/server/flows/follow-register'
import { resumeOwn } from '@/server/flows/pause-consent'
import { runtime } from '@/server/jobs/run-tasks'
import { nobody } from '@/server/jobs/task'
import { appendToLedger } from '@/server/ledger/append'
import { anApplication } from '@/tests/applications'
import { anOrganisation, aSession, as, owner, scopes } from '@/tests/world'
import { type Attack, settle, superuser } from './attacked-ledger.fixture'
import type { Defence } from './defences.fixture'
import { aLookUnder } from './grants.fixture'

/** Whoever lets the firm's consents go on. */
let head: Session
/** Consents that a change of the representative paused: one stays so, one goes on by the product. */
let paused: string
let resumed: string
/** The firm whose keys were destroyed. */
let erased: string

/** A firm whose representative changed, with an answer that was deleted on its day, and a firm that was erased. */
export async function layOutStanding(institutionId: string): Promise<void> {
  const firmId = await anOrganisation('ENTERPRISE')
  const former = await aSession(firmId, ['LEGAL_REPRESENTATIVE'], '李某')
  head = await aSession(firmId, ['ENTERPRISE_OWNER'])
  paused = (await anApplication(former, institutionId)).consentId
  resumed = (await anApplication(former, institutionId)).consentId
  await anAnswer(firmId, 'deleted')
  await runtime.inTenant(
    firmId,
    nobody,
  )((tx) => followRepresentative({ tx, scope: enterpriseScope(firmId), now: new Date() }, '周某'))
  await as(head, (tx) => resumeOwn({ tx, scope: scopes.enterprise(head), person: head, session: head, now: new Date() }, resumed))
  await anAnswer(firmId, 'kept')
  const deletion = { records: 1, portraits: 0, claims: 0, consents: [resumed], digests: ['deleted'] }
  await as(head, (tx) => appendToLedger(tx, head, { act: 'data.deleted', enterpriseId: firmId, body: deletion }))
  await owner(`UPDATE snapshot SET "signedAnswer" = NULL, "erasedAt" = now() WHERE digest = 'deleted'`)
  erased = await anOrganisation('ENTERPRISE')
  const gone = await aSession(erased, ['ENTERPRISE_OWNER'])
  for (let n = 0; n < 2; n++)
    await as(gone, (tx) => appendToLedger(tx, gone, { act: 'profile.saved', enterpriseId: erased, body: { n } }))
  await anOrganisation('OPERATOR')
  await settle()
  await owner('SELECT guard.destroy_pseudonym_key($1)', [erased])
}

const anAnswer = (firmId: string, digest: string) =>
  owner(
    `INSERT INTO snapshot ("enterpriseId", id, "dataClass", "agencyId", "consentId", "periodFrom", "periodTo", "issuedAt", digest, nonce, "signedAnswer")
     VALUES ($1, uuidv7(), 'TAX', uuidv7(), $2, to_char(now(), 'YYYY-MM'), to_char(now(), 'YYYY-MM'), now(), $3, $3, 'enc.v1.sealed')`,
    [firmId, resumed, digest],
  )

type Signed = { consentId: string; resumedAt?: Date; key?: ReturnType<typeof platformKey> }

/** The body of an entry that says that a consent goes on, signed like the product's. */
async function signedBody({ consentId, resumedAt = new Date(), key = platformKey() }: Signed): Promise<string> {
  const [row] = await owner<{ signed: string }>('SELECT "signedConsent" AS signed FROM consent WHERE id = $1', [consentId])
  const terms = signatureDigest(row?.signed ?? '')
  const facts = { issuer: platformParty.id, eventId: uuidv7(), consentId, terms, person: head.accountId, resumedAt }
  return JSON.stringify({ signed: terms, resumption: await signStatement(resumptionStatement(facts), resumptionType, key) })
}
const servedBody = async () =>
  (await owner<{ body: string }>(`SELECT body::text FROM ledger_entry WHERE act = 'consent.resumed'`))[0]?.body ?? ''

/** Sets the paused consent active and writes the entry, through the product's own triggers; then the officer looks. */
const resumesWith = (body: () => Promise<string>) => async () => {
  await owner(
    `INSERT INTO ledger_entry ("organisationId", id, act, "actorId", "enterpriseId", "subjectId", body)
     VALUES ($1, uuidv7(), 'consent.resumed', $2, $1, $3, $4)`,
    [head.organisationId, head.accountId, paused, await body()],
  )
  await superuser(`UPDATE public.consent SET state = 'ACTIVE', "pauseReason" = NULL WHERE id = $1`, [paused])
  await aLookUnder(() => paused)()
}
const ofResumption = (name: string, caughtBy: Defence[], body: () => Promise<string>): Attack => ({
  name,
  chief: 'resume-not-signed',
  seen: ['resume-not-signed', 'state-without-act', 'use-after-end'],
  caughtBy,
  before: resumesWith(body),
})
const aForeignKey = () => {
  const privateJwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  return { kid: 'platform-another', privateJwk }
}
const of = (name: string, chief: string, by: Defence, before: () => Promise<unknown>): Attack => ({
  name,
  chief,
  seen: [chief],
  caughtBy: [by],
  before,
})

/** What a superuser may do to how consents and sign-offs stand, to what was to be deleted, and to a firm that was erased. */
export const againstStanding: Attack[] = [
  ofResumption('lets a paused consent go on with a signature of its own', ['resumed'], () =>
    signedBody({ consentId: paused, key: aForeignKey() }),
  ),
  ofResumption('lets a paused consent go on with the signature of another’s', ['resumedTerms', 'resumedOnce'], servedBody),
  ofResumption('lets a paused consent go on with a signature that was left over', ['resumedThen'], () =>
    signedBody({ consentId: paused, resumedAt: new Date(Date.now() - 86_400_000) }),
  ),
  {
    ...of('plays a resumption twice', 'resume-not-signed', 'resumedOnce', async () => {
      await owner(`INSERT INTO ledger_entry SELECT "organisationId", uuidv7(), act, "actorId", "enterpriseId", "subjectId", now(), body
        FROM ledger_entry WHERE act = 'consent.resumed'`)
      await settle()
    }),
  },
  of('sets a paused consent active, and says nothing', 'state-without-act', 'state', () =>
    superuser(`UPDATE public.consent SET state = 'ACTIVE', "pauseReason" = NULL WHERE id = $1`, [paused]),
  ),
  of('lets a sign-off stand that the register ended', 'state-without-act', 'signOffState', () =>
    superuser(`UPDATE public.consent_sign_off SET "endedAt" = NULL, "endReason" = NULL WHERE "consentId" = $1`, [resumed]),
  ),
  of(
    'looks at personal data of a representative whom the register does not name any more',
    'use-without-sign-off',
    'signOffs',
    aLookUnder(() => resumed, '{coverage.COURT}'),
  ),
  of('blanks an answer of an agency, and says nothing', 'erased-without-entry', 'deletions', () =>
    superuser(`UPDATE public.snapshot SET "signedAnswer" = NULL, "erasedAt" = now() WHERE digest = 'kept'`),
  ),
  of('blanks a portrait as if its day had come', 'erased-without-entry', 'deletions', () =>
    superuser(
      `UPDATE public.portrait SET "bodyHash" = encode(sha256(convert_to(body::text, 'UTF8')), 'hex'), body = NULL,
      "erasedAt" = now() WHERE "consentId" = $1`,
      [resumed],
    ),
  ),
  of('deletes a record of a firm that was erased', 'leaf-without-record', 'erasedRecords', () =>
    superuser(`DELETE FROM public.ledger_entry WHERE act = 'profile.saved' AND body->>'n' = '0'`),
  ),
  of('gives a firm that was erased a record more', 'record-without-leaf', 'erasedOthers', async () => {
    const id = uuidv7()
    await superuser(
      `INSERT INTO public.ledger_entry SELECT "organisationId", $1, act, "actorId", "enterpriseId", "subjectId", at, body
       FROM public.ledger_entry WHERE act = 'profile.saved' AND body->>'n' = '0'`,
      [id],
    )
    await superuser(
      `INSERT INTO guard.ledger_leaf (index, record_id, transaction, body) SELECT -1, $1, transaction, body
       FROM guard.ledger_leaf WHERE convert_from(body, 'UTF8')::json->>'act' = 'profile.saved' LIMIT 1`,
      [id],
    )
  }),
]
