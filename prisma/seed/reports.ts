import { randomBytes } from 'node:crypto'
import { agencies } from '@/sandbox/agencies/directory'
import { sectionsOf } from '@/server/flows/credit-report-sections'
import { addDays, shanghaiDate } from '@/server/kernel/dates'
import { canonicalJson } from '@/server/portrait/canonical-json'
import { cardByVersion, keepsAxesApart } from '@/server/portrait/domain/score-card'
import { missingSections } from '@/server/report/domain/report-ground'
import {
  checkCodeOf,
  ReportContent,
  type ReportLanguage,
  type ReportSource,
  reportNumberOf,
  reportSections,
} from '@/server/report/schema'
import { codeHash, sealContent, sha256 } from '@/server/report/secret'
import { agencyOf } from '@/server/sources/domain/agencies'
import { minutesLater } from './calendar'
import { cardsOfCity } from './card-version'
import type { Firm } from './enterprises'
import { idAt } from './identifiers'
import { record } from './ledger'
import type { SeededPortrait } from './portraits'
import type { World } from './world'

/** Whose owners have issued a report, and in which language. */
const issuers = { 'sme-active': 'zh-CN', 'sme-loan': 'en' } as const satisfies Record<string, ReportLanguage>

const isIssuer = (name: string | null): name is keyof typeof issuers => name !== null && name in issuers

/** Who provided each class and when, as `sourcesOf` of server/flows/issue-report.ts has it. */
const sourcesOf = ({ body, at }: SeededPortrait, { answers }: Firm): ReportSource[] =>
  body.coverage.map(({ dataClass, state, from, to }) => {
    const { zh, en } = agencies[agencyOf[dataClass]]
    const came = state !== 'ABSENT'
    return {
      dataClass,
      provider: came ? zh : '--',
      providerEn: came ? en : '--',
      state,
      from,
      to,
      receivedAt: came ? (answers?.byClass.get(dataClass)?.issuedAt ?? at).toISOString() : null,
    }
  })

/** A credit report of the firm's portrait as server/flows/issue-report.ts issues it; its paper waits for the worker. */
export function issueReport(world: World, firm: Firm): void {
  const { portrait, matching, demo, entry } = firm
  if (!isIssuer(demo) || !portrait || !matching) return
  const [soon, lately] = [minutesLater(portrait.at, 35), minutesLater(world.now, -9 * 1_440 + 620)]
  const at = soon > lately ? soon : lately
  const [day, language] = [shanghaiDate(at), issuers[demo]]
  const random = randomBytes(22)
  const held = { number: reportNumberOf(day, random.subarray(0, 6)), code: checkCodeOf(random.subarray(6)) }
  const card = cardByVersion(portrait.body.cardVersion, cardsOfCity(world.today))
  const sections = reportSections.filter((section) => !missingSections(portrait).includes(section))
  const addressee = language === 'en' ? null : '朔岭银行榆阳区支行'
  const validUntil = addDays(day, 180)
  const { registeredCapitalFen, foundedOn } = firm.row
  const content = ReportContent.parse({
    form: 'credit-report/1',
    number: held.number,
    language,
    issuedAt: at.toISOString(),
    validUntil,
    addressee,
    identity: {
      name: entry.name,
      creditCode: entry.creditCode,
      legalForm: entry.legalForm,
      industry: entry.industry,
      countyCode: entry.countyCode,
      foundedOn: String(foundedOn).slice(0, 10),
      registeredCapitalFen: registeredCapitalFen == null ? null : String(registeredCapitalFen),
      registerStatus: firm.row.registerStatus,
    },
    portrait: {
      asOf: portrait.body.asOf,
      cardVersion: portrait.body.cardVersion,
      digest: portrait.row.digest,
      axesApart: keepsAxesApart(card),
    },
    sections: sectionsOf(sections, portrait.body, {
      card,
      sources: sourcesOf(portrait, firm), // and no peers: they are counted after the city's firms are written
    }),
  })
  write(world, firm, { at, held, language, sections, addressee, validUntil, text: canonicalJson(content) })
}

type Issued = {
  at: Date
  held: { number: string; code: string }
  language: ReportLanguage
  sections: readonly string[]
  addressee: string | null
  validUntil: string
  text: string
}

function write(world: World, firm: Firm, { at, held, text, sections, validUntil, ...rest }: Issued): void {
  const { portrait, matching, head } = firm
  if (!portrait || !matching) return
  const id = idAt(at, 'report', firm.index)
  const owner = { ownerId: firm.id, purpose: 'RECORDS' } as const
  const contentHash = sha256(text)
  const { number } = held
  world.rows.add('credit_report', {
    enterpriseId: firm.id,
    id,
    number,
    portraitId: portrait.id,
    consentId: matching.id,
    ...rest,
    sections: [...sections],
    checkCode: world.sealing.seal(owner, { table: 'credit_report', column: 'checkCode', row: id }, held.code),
    codeHash: codeHash(held),
    sealedContent: sealContent(held, text),
    contentHash,
    issuedBy: head.accountId,
    issuedByName: head.name,
    issuedAt: at,
    validUntil,
  })
  world.rows.add('document', {
    organisationId: firm.id,
    id: idAt(at, 'report-paper', firm.index),
    kind: 'CREDIT_REPORT',
    subjectId: id,
    edition: 'issued',
    consentId: matching.id,
    state: 'QUEUED',
    requestedBy: head.accountId,
    requestedAt: at,
  })
  record(world, head, at, {
    act: 'report.issued',
    enterpriseId: firm.id,
    subjectId: id,
    body: { number, contentHash, portraitId: portrait.id, sections: [...sections], validUntil },
  })
}
