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
import { checkHealth } from '@/server/portrait/domain/health/check-health'
import { findCurrentPortrait } from '@/server/portrait/repository'
import { gateSources, type Portrait } from '@/server/portrait/schema'
import { describeCard } from '@/server/portrait/use-cases/describe-card'
import { insertReport } from '@/server/report/repository'
import { checkCodeOf, type IssueReportInput, ReportContent, type ReportSource, reportNumberOf } from '@/server/report/schema'
import { codeHash, sealContent, sha256 } from '@/server/report/secret'
import { listAgencies, readSnapshots } from '@/server/sources/repository'
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

/** What the enterprise chose of the portrait, and nothing else of it. */
async function sectionsOf(ctx: Issuing, chosen: IssueReportInput['sections'], body: Portrait, snapshotIds: readonly string[]) {
  const readings = new Map(body.indicators.map((one) => [one.id, one]))
  const factors = body.factors.flatMap((factor) => {
    const reading = readings.get(factor.indicatorId)
    return reading ? [{ factor, reading }] : []
  })
  const { score, grade, confidenceBps, scoreInterval: interval, dimensions } = body
  const unread = gateSources.filter((source) => body.coverage.find((one) => one.dataClass === source)?.state !== 'PRESENT')
  const all = {
    SCORE: {
      score,
      grade,
      confidenceBps,
      interval,
      dimensions,
      bands: describeCard(await findCard(ctx.tx, body.cardVersion)).bands,
      basis: body.basis,
    },
    FACTORS: factors,
    LEGAL: { items: body.legal ?? [], unread },
    EVALUATIONS: body.evaluations ?? [],
    TRENDS: body.months.map(({ month, salesFen, headcount, kwh }) => ({ month, salesFen, headcount, kwh })),
    HEALTH: checkHealth(body),
    SOURCES: chosen.includes('SOURCES') ? await sourcesOf(ctx, body, snapshotIds) : [],
  }
  return Object.fromEntries(chosen.map((section) => [section, all[section]]))
}

/** The portrait that a report may stand on: the current one, under a live consent that is held until this transaction ends. */
async function portraitToShow({ tx, scope }: Issuing) {
  const portrait = await findCurrentPortrait(tx, scope)
  if (!portrait) throw new Refused('report.no-portrait')
  if (portrait.staleSince) throw new Refused('report.portrait-stale')
  try {
    await holdConsent(tx, scope, portrait.consentId)
  } catch (error) {
    if (error instanceof ConsentNotLive) throw new Refused('report.no-consent')
    throw error
  }
  return portrait
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
  // Portraits of the first catalogue do not hold these axes: to print that there are no records would be untrue.
  const lacksAxes = !body.legal || !body.evaluations
  if (lacksAxes && (input.sections.includes('LEGAL') || input.sections.includes('EVALUATIONS')))
    throw new Refused('report.portrait-without-axes', { field: 'sections' })
  const [id, day, random] = [uuidv7(), shanghaiDate(now), randomBytes(22)]
  const held = { number: reportNumberOf(day, random.subarray(0, 6)), code: checkCodeOf(random.subarray(6)) }
  const validUntil = addDays(day, input.validDays)
  const { language, addressee, sections } = input
  const content = ReportContent.parse({
    form: 'credit-report/1',
    number: held.number,
    language,
    issuedAt: now.toISOString(),
    validUntil,
    addressee,
    identity: await findIdentity(tx, scope),
    portrait: { asOf: body.asOf, cardVersion: body.cardVersion, digest },
    sections: await sectionsOf(ctx, sections, body, snapshotIds),
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
