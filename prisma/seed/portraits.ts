import { createHash } from 'node:crypto'
import { CompactSign, type CryptoKey, importJWK } from 'jose'
import type { AgencyCode } from '@/sandbox/agencies/directory'
import { addMonthsToMonth, monthOf, shanghaiDate } from '@/server/kernel/dates'
import type { EnterpriseSize } from '@/server/kernel/enterprise-size'
import { digestOf } from '@/server/portrait/canonical-json'
import { buildPortrait } from '@/server/portrait/domain/build-portrait'
import { type PackedRow, packFacts, rowOf } from '@/server/portrait/domain/packed/pack'
import { cardOn } from '@/server/portrait/domain/score-card'
import { sizeByRecords } from '@/server/portrait/domain/size-by-records'
import type { Portrait } from '@/server/portrait/schema'
import { agencyOf } from '@/server/sources/domain/agencies'
import { answerCell } from '@/server/sources/repository'
import type { DataClass, DatedFacts, EnterpriseFacts } from '@/server/sources/schema'
import { transformContent } from '@/server/sources/transform-content'
import { answerType } from '@/server/sources/verify-answer'
import { cardsOfCity } from './card-version'
import type { Consent } from './consents'
import type { Firm } from './enterprises'
import { digest, idAt } from './identifiers'
import { record } from './ledger'
import { notify } from './notices'
import type { Organisations } from './organisations'
import type { TableRows } from './rows'
import type { World } from './world'

export type SeededPortrait = { id: string; body: Portrait; at: Date; row: TableRows['portrait']; packed: readonly PackedRow[] }

/** Of a hundred answers so many don't come, and of a thousand so many are not the agency's own. */
const silentPercent = 1
const forgedPerMille = 1
/** As often as the worker asks (server/flows/pull-source.ts). */
const mostAttempts = 3

/** `issuedAt`: when the agency signed it. */
export type Answer = {
  dataClass: DataClass
  snapshotId: string | null
  facts: EnterpriseFacts
  failure: string | null
  issuedAt: Date
}

/** Signs as an agency does. */
function signing(world: World) {
  const signers = new Map<AgencyCode, Promise<CryptoKey | Uint8Array>>()
  return (agency: AgencyCode, payload: string): Promise<string> => {
    const { kid, privateJwk } = world.keys[agency]
    const signer = signers.get(agency) ?? importJWK(privateJwk, 'EdDSA')
    signers.set(agency, signer)
    return signer.then((key) =>
      new CompactSign(new TextEncoder().encode(payload)).setProtectedHeader({ alg: 'EdDSA', kid, typ: answerType }).sign(key),
    )
  }
}

/** Fetches, as the worker does: the agencies' signed answers become snapshots, the snapshots a portrait. */
export function createFetching(world: World, { agencyIds }: Organisations) {
  const sign = signing(world)
  const cards = cardsOfCity(world.today)

  /** One class: the content as the city's agency has it that day, signed, stored, and read by the product's transform. */
  async function answer(firm: Firm, consent: Consent, runId: string, dataClass: DataClass, at: Date): Promise<Answer> {
    const failure = failureOf(world, firm, dataClass, at)
    const agency = agencyOf[dataClass]
    const agencyId = agencyIds.get(agency)
    if (!agencyId) throw new Error(`no agency ${agency}`)
    if (failure) {
      if (failure === 'source.forged-signature') refuse(world, firm, runId, dataClass, agencyId, at)
      return { dataClass, snapshotId: null, facts: {}, failure, issuedAt: at }
    }
    const today = shanghaiDate(at)
    const period = { from: addMonthsToMonth(monthOf(today), -consent.terms.lookbackMonths), to: monthOf(today) }
    const { creditCode } = firm.entry
    const content = world.cityOn(today).contentOf(firm.index, dataClass, period.from, period.to)
    const facts = transformContent(dataClass, content, { creditCode, ...period, today })
    if (!facts.ok) throw new Error(`${dataClass} of ${creditCode} on ${today}: ${facts.refusal}`)
    const nonce = digest('nonce', runId, dataClass).toString('base64url')
    const payload = JSON.stringify({ agency, subject: creditCode, dataClass, period, nonce, content, issuedAt: at.toISOString() })
    const snapshotId = idAt(at, 'snapshot', runId, dataClass)
    const owner = { ownerId: firm.id, purpose: 'RECORDS' } as const
    const cell = answerCell(firm.id, snapshotId)
    world.rows.add('snapshot', {
      enterpriseId: firm.id,
      id: snapshotId,
      dataClass,
      agencyId,
      consentId: consent.id,
      periodFrom: period.from,
      periodTo: period.to,
      issuedAt: at,
      receivedAt: at,
      digest: createHash('sha256').update(payload).digest('hex'),
      nonce,
      signedAnswer: world.sealing.seal(owner, cell, await sign(agency, payload)),
    })
    return { dataClass, snapshotId, facts: { [facts.value.dataClass]: facts.value.facts }, failure: null, issuedAt: at }
  }

  /**
   * One fetch of everything that the consent covers, and the portrait out of it. The former portrait is superseded.
   * @param at when the firm asked for it
   */
  return async function fetchPortrait(firm: Firm, consent: Consent, at: Date): Promise<SeededPortrait> {
    const runId = idAt(at, 'run', firm.index)
    const { dataClasses } = consent.terms
    const answered = new Date(at.getTime() + 4_000)
    const answers = await Promise.all(dataClasses.map((one) => answer(firm, consent, runId, one, answered)))
    const standing = standingAnswers(firm, consent, answers)
    const facts: DatedFacts = { ...Object.assign({}, ...standing.map((one) => one.facts)), issuedOn: daysOf(standing) }
    const drawnAt = new Date(at.getTime() + 6_000)
    const asOf = shanghaiDate(drawnAt)
    const body = buildPortrait(facts, cardOn(asOf, cards), asOf)
    const id = idAt(drawnAt, 'portrait', firm.index)
    const portrait = {
      enterpriseId: firm.id,
      id,
      consentId: consent.id,
      ...columnsOf(body),
      ...standOn(standing),
      createdAt: drawnAt,
    }
    if (firm.portrait) firm.portrait.row.supersededAt = drawnAt
    recordFetch(world, firm, { consent, runId, at, answered, answers }, portrait)
    enrich(firm, facts, body)
    firm.portrait = { id, body, at: drawnAt, row: portrait, packed: packFacts(facts, body) ?? [] }
    firm.drawn.push({ body, at: drawnAt })
    return firm.portrait
  }
}

const columnsOf = (body: Portrait) => {
  const { cardVersion, asOf, score, grade, confidenceBps } = body
  return { cardVersion, asOf, score, grade, confidenceBps, body, digest: digestOf(body), supersededAt: null as Date | null }
}

const standOn = (answers: readonly Answer[]) => ({ snapshotIds: answers.flatMap(({ snapshotId }) => snapshotId ?? []).sort() })

type Fetch = { consent: Consent; runId: string; at: Date; answered: Date; answers: readonly Answer[] }

/** The run with its tasks, the portrait, and what the ledger and the firm's board say of them. */
function recordFetch(
  world: World,
  firm: Firm,
  { consent, runId, at, answered, answers }: Fetch,
  portrait: TableRows['portrait'] & { createdAt: Date },
): void {
  const { id: enterpriseId } = firm
  world.rows.add('pull_run', {
    enterpriseId,
    id: runId,
    consentId: consent.id,
    requestedBy: firm.head.accountId,
    requestedAt: at,
    finishedAt: answered,
    portraitId: portrait.id,
  })
  for (const one of answers) world.rows.add('pull_task', taskOf(enterpriseId, runId, one, at, answered))
  world.rows.add('portrait', portrait)
  record(world, firm.head, at, {
    act: 'source.refresh-requested',
    enterpriseId,
    subjectId: runId,
    body: { consentId: consent.id, dataClasses: consent.terms.dataClasses },
  })
  record(world, firm.head, portrait.createdAt, {
    act: 'portrait.built',
    enterpriseId,
    subjectId: portrait.id,
    body: { digest: portrait.digest, score: portrait.score, runId },
  })
  notify(world, portrait.createdAt, {
    organisationId: enterpriseId,
    kind: 'portrait.ready',
    params: { score: portrait.score, grade: portrait.grade },
    href: '/sme/portrait',
  })
}

/**
 * What a portrait is drawn from: of each class the newest answer under the consent. One that did not come this time leaves the
 * earlier one standing, as server/flows/draw-portrait.ts has it.
 */
function standingAnswers(firm: Firm, consent: Consent, answers: readonly Answer[]): Answer[] {
  const known = firm.answers?.consentId === consent.id ? firm.answers.byClass : new Map<DataClass, Answer>()
  for (const one of answers) if (one.snapshotId !== null) known.set(one.dataClass, one)
  firm.answers = { consentId: consent.id, byClass: known }
  return [...known.values()]
}

const daysOf = (answers: readonly Answer[]): NonNullable<DatedFacts['issuedOn']> =>
  Object.fromEntries(answers.map(({ dataClass, issuedAt }) => [dataClass, shanghaiDate(issuedAt)]))

export type FetchPortrait = ReturnType<typeof createFetching>

/** Packs the portrait that counts now, as the worker does when it draws one; what belongs to a consent that ended is gone. */
export function packSeries(world: World, { id, portrait, matching }: Firm): void {
  const isOver = !matching || !['ACTIVE', 'PAUSED'].includes(matching.row.state)
  if (!portrait || isOver || portrait.row.consentId !== matching.id) return
  if (portrait.packed.length === 0) return
  const body = rowOf(portrait.packed)
  world.rows.add('packed_series', { enterpriseId: id, consentId: matching.id, portraitId: portrait.id, body })
}

function failureOf(world: World, firm: Firm, dataClass: DataClass, at: Date): string | null {
  if (firm.demo) return null
  const random = world.random(`answer/${dataClass}/${at.getTime()}`, firm.index)
  if (random.chance(forgedPerMille / 1_000)) return 'source.forged-signature'
  // Without the register there is nothing to stand on; the market agency is the one that always answers.
  return dataClass !== 'REGISTRATION' && random.chance(silentPercent / 100) ? 'source.timeout' : null
}

function refuse(world: World, firm: Firm, runId: string, dataClass: DataClass, agencyId: string, at: Date) {
  const reason = 'source.forged-signature: signature does not verify with the pinned key'
  world.rows.add('refused_answer', {
    enterpriseId: firm.id,
    id: idAt(at, 'refused', runId, dataClass),
    runId,
    dataClass,
    agencyId,
    reason,
    digest: null,
    at,
  })
}

const taskOf = (enterpriseId: string, runId: string, { dataClass, snapshotId, failure }: Answer, at: Date, finishedAt: Date) => ({
  enterpriseId,
  runId,
  dataClass,
  state: failure === null ? ('DONE' as const) : failure === 'source.timeout' ? ('FAILED' as const) : ('REFUSED' as const),
  attempts: failure === 'source.timeout' ? mostAttempts : 1,
  failure,
  startedAt: at,
  finishedAt,
  snapshotId,
})

/** What the full registration, the insured and the declared sales say of the firm itself. */
function enrich(firm: Firm, facts: EnterpriseFacts, body: Portrait) {
  if (facts.REGISTRATION) firm.row.registeredCapitalFen = facts.REGISTRATION.registeredCapitalFen
  firm.row.size = sizeByRecords(firm.entry.industry, facts, body)
}

/** The size on the firm's row, as matching reads it. */
export const sizeOf = (firm: Firm): EnterpriseSize | null => (firm.row.size ?? null) as EnterpriseSize | null
