import { randomBytes } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import type { Actor, EnterpriseScope } from '@/server/auth/scope'
import { ConsentNotLive, holdConsent } from '@/server/consent/repository'
import type { Tx } from '@/server/db/transaction'
import { findIdentity } from '@/server/identity/enterprise-record.repository'
import { addDays, shanghaiDate } from '@/server/kernel/dates'
import { Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { canonicalJson } from '@/server/portrait/canonical-json'
import { findCard } from '@/server/portrait/cards.repository'
import { keepsAxesApart } from '@/server/portrait/domain/score-card'
import { readPeers } from '@/server/portrait/peers.repository'
import { findCurrentPortrait } from '@/server/portrait/repository'
import type { Portrait } from '@/server/portrait/schema'
import { comparePeers } from '@/server/portrait/use-cases/compare-peers'
import { asksForMissingAxes, groundOf, groundRefusals } from '@/server/report/domain/report-ground'
import { insertReport } from '@/server/report/repository'
import { checkCodeOf, type IssueReportInput, ReportContent, type ReportSource, reportNumberOf } from '@/server/report/schema'
import { codeHash, sealContent, sha256 } from '@/server/report/secret'
import { listAgencies, readSnapshots } from '@/server/sources/repository'
import { sectionsOf } from './credit-report-sections'
import { orderReportPaper } from './draw-document'

export type Issuing = { tx: Tx; scope: EnterpriseScope; person: Actor; now: Date }

/** Who provided each class of the portrait, for which months, and when it came. */
async function sourcesOf({ tx, scope }: Issuing, portrait: Portrait, snapshotIds: readonly string[]): Promise<ReportSource[]> {
  const agencies = new Map((await listAgencies(tx)).map((agency) => [agency.agencyId, agency]))
  const snapshots = new Map((await readSnapshots(tx, scope, snapshotIds)).map((one) => [one.dataClass, one]))
  return portrait.coverage.map(({ dataClass, state, from, to }) => {
    const snapshot = snapshots.get(dataClass)
    const agency = snapshot && agencies.get(snapshot.agencyId)
    return {
      dataClass,
      provider: agency?.name ?? '--',
      providerEn: agency?.nameEn ?? '--',
      state,
      from,
      to,
      receivedAt: snapshot?.receivedAt.toISOString() ?? null,
    }
  })
}

/** Keeps the consent from being withdrawn until this transaction ends; false where it is not in force. */
async function isHeld({ tx, scope }: Issuing, consentId: string): Promise<boolean> {
  try {
    await holdConsent(tx, scope, consentId)
    return true
  } catch (error) {
    if (error instanceof ConsentNotLive) return false
    throw error
  }
}

/** The portrait that a report may stand on, under a consent that is held. */
async function portraitToShow(ctx: Issuing) {
  const portrait = await findCurrentPortrait(ctx.tx, ctx.scope)
  const ground = groundOf(portrait, portrait !== null && (await isHeld(ctx, portrait.consentId)))
  if (ground.state !== 'READY') throw new Refused(groundRefusals[ground.state])
  return ground.portrait
}

/**
 * Issues a credit report of the current portrait: freezes what was chosen, seals it under its check code, puts its hash on
 * record, and orders the PDF, all in one transaction.
 * @throws Refused `report.portrait-without-axes`, `report.no-portrait`, `report.portrait-stale`, `report.no-consent`
 */
export async function issueReport(ctx: Issuing, input: IssueReportInput): Promise<{ id: string }> {
  const { tx, scope, person, now } = ctx
  const portrait = await portraitToShow(ctx)
  const { body, digest, consentId, snapshotIds } = portrait
  if (asksForMissingAxes(portrait, input.sections)) throw new Refused('report.portrait-without-axes', { field: 'sections' })
  const [id, day, random] = [uuidv7(), shanghaiDate(now), randomBytes(22)]
  const held = { number: reportNumberOf(day, random.subarray(0, 6)), code: checkCodeOf(random.subarray(6)) }
  const validUntil = addDays(day, input.validDays)
  const { language, addressee, sections } = input
  const card = await findCard(tx, body.cardVersion)
  const content = ReportContent.parse({
    form: 'credit-report/1',
    number: held.number,
    language,
    issuedAt: now.toISOString(),
    validUntil,
    addressee,
    identity: await findIdentity(tx, scope),
    portrait: { asOf: body.asOf, cardVersion: body.cardVersion, digest, axesApart: keepsAxesApart(card) },
    sections: sectionsOf(sections, body, {
      card,
      sources: sections.includes('SOURCES') ? await sourcesOf(ctx, body, snapshotIds) : [],
      peers: sections.includes('HEALTH') ? (comparePeers(body, await readPeers(tx, scope.enterpriseId))?.rows ?? []) : [],
    }),
  })
  const text = canonicalJson(content)
  const contentHash = sha256(text)
  await insertReport(tx, scope, {
    id,
    ...held,
    portraitId: portrait.id,
    consentId,
    language,
    sections,
    addressee,
    codeHash: codeHash(held),
    sealedContent: sealContent(held, text),
    contentHash,
    issuedBy: person.accountId,
    issuedByName: person.name,
    issuedAt: now,
    validUntil,
  })
  await appendToLedger(tx, person, {
    act: 'report.issued',
    enterpriseId: scope.enterpriseId,
    subjectId: id,
    body: { number: held.number, contentHash, portraitId: portrait.id, sections, validUntil },
  })
  await orderReportPaper(ctx, { id, consentId })
  return { id }
}
