import { createHash } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { createCity } from '@/sandbox/city/city'
import type { Session } from '@/server/auth/session'
import { inTransaction } from '@/server/db/transaction'
import { lineCell } from '@/server/disbursement/batch.repository'
import { kindOfRole, type Role } from '@/server/identity/schema'
import type { Cell } from '@/server/keys/envelope'
import { sealValue } from '@/server/keys/sealed.repository'
import { type CaseText, sealCaseTexts } from '@/server/lending/case-texts.repository'
import { asideCell } from '@/server/sources/feed/delivery.repository'
import { insertSnapshot } from '@/server/sources/pull.repository'
import { type DataClass, dataClasses, isPulled } from '@/server/sources/schema'
import { transformContent } from '@/server/sources/transform-content'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { anApplication, aPortrait } from '@/tests/applications'
import { grant, matchingTerms } from '@/tests/consents'
import { productTerms } from '@/tests/lending'
import { anOrganisation, aSession, as, contextOf, owner, scopes } from '@/tests/world'
import { aClaim } from './canary-claim.fixture'
import { asOf, Planter, period, plantedPortrait } from './canary-planter.fixture'
import { plantReport } from './canary-report.fixture'

/** What the city's agencies would answer about a firm: of each class the fullest answer that they have for anybody. */
async function plantRaw(plant: Planter, firm: Session, consentId: string, agencyId: string) {
  const city = createCity({ seed: 610_800, enterprises: 40, asOf: '2026-10' })
  const subject = city.enterprise(0).creditCode
  await owner('UPDATE enterprise SET "creditCode" = $2 WHERE "enterpriseId" = $1', [firm.organisationId, subject])
  const answers = dataClasses.filter(isPulled).map((dataClass) => ({ dataClass, ...fullest(city, dataClass, subject) }))
  const snapshotIds: string[] = []
  await inTransaction('worker', { jobId: uuidv7(), tenantId: firm.organisationId }, async (tx) => {
    for (const { dataClass, content } of answers) {
      const bytes = Buffer.from(JSON.stringify({ subject, content }))
      const id = uuidv7()
      snapshotIds.push(id)
      await insertSnapshot(tx, scopes.enterprise(firm), {
        id,
        dataClass,
        agencyId,
        consentId,
        periodFrom: period.from,
        periodTo: period.to,
        issuedAt: new Date(`${asOf}T00:00:00Z`),
        receivedAt: new Date(),
        digest: createHash('sha256').update(bytes).digest('hex'),
        nonce: id,
        signedAnswer: `head.${bytes.toString('base64url')}.signature`,
      })
    }
  })
  const told = new Map(answers.flatMap(({ dataClass, facts }) => (facts ? [[dataClass as string, facts.facts] as const] : [])))
  const toldClasses = answers
    .filter(({ dataClass }) => plant.adopt('raw', told.get(dataClass), `records.${dataClass}`) > 0)
    .map(({ dataClass }): DataClass => dataClass)
  return { told, toldClasses, snapshotIds }
}

type City = ReturnType<typeof createCity>

/** The answer of the class with the most that is unmistakable, as if it were about the subject. */
function fullest(city: City, dataClass: DataClass, subject: string) {
  const answers = Array.from({ length: 40 }, (_, index) => {
    const told = JSON.stringify(city.contentOf(index, dataClass, period.from, period.to))
    const content: unknown = JSON.parse(told.replaceAll(city.enterprise(index).creditCode, subject))
    const outcome = transformContent(dataClass, content, { creditCode: subject, ...period, today: asOf })
    return { content, facts: outcome.ok ? outcome.value : null }
  })
  const worth = ({ facts }: { facts: unknown }) => new Planter().adopt('raw', facts, '')
  const [best] = answers.sort((one, other) => worth(other) - worth(one))
  return best ?? { content: {}, facts: null }
}

const columnsOf = (row: object) =>
  Object.keys(row)
    .map((name) => `"${name}"`)
    .join(', ')
const insert = (table: string, row: Record<string, unknown>) =>
  owner(
    `INSERT INTO ${table} (${columnsOf(row)}) VALUES (${Object.keys(row)
      .map((_, at) => `$${at + 1}`)
      .join(', ')})`,
    Object.values(row),
  )

/** Sealed as the product seals it, under the organisation's key. */
const sealed = (ownerId: string, cell: Cell, text: string) =>
  inTransaction('worker', { jobId: uuidv7(), tenantId: ownerId }, (tx) =>
    sealValue(tx, { ownerId, purpose: 'RECORDS' }, cell, text),
  )

/** The file of the application, and the bank's own books on it. */
async function plantLending(plant: Planter, firm: Session, officer: Session, applicationId: string) {
  const file = (name: string) => plant.word('application', `application.${name}`)
  const [paid, back] = [plant.number('books', 'disbursement'), plant.number('books', 'repayment')]
  const number = plant.word('heading', 'application', 'application.number')
  await owner(
    `UPDATE application SET state = 'PARTLY_DISBURSED', "purposeDetail" = $2, "debtsElsewhere" = $3, number = $4, "amountFen" = $5,
       "grantedFen" = $6, "rateBps" = 400, "grantedTermMonths" = 12, "grantedMethod" = 'equal_instalment', "disbursedFen" = $7,
       "outstandingFen" = $8, "contractNumber" = $9, "contractedAt" = now(), "decidedAt" = now(), "acceptedAt" = now(), size = 'small',
       "officerId" = $10, "officerName" = $11 WHERE id = $1`,
    [
      applicationId,
      file('purposeDetail'),
      JSON.stringify([{ lender: file('debtsElsewhere'), balanceFen: '5', endsOn: '2027-05-01' }]),
      number,
      plant.number('heading', 'application', 'application.amountFen'),
      plant.number('books', 'application', 'decision'),
      paid,
      plant.number('books', 'balance'),
      plant.word('books', 'decision'),
      officer.accountId,
      officer.name,
    ],
  )
  const own = { enterpriseId: firm.organisationId, applicationId, institutionId: officer.organisationId }
  const by = { byAccount: officer.accountId, byName: officer.name }
  const book = () => plant.word('books', 'application', 'disbursement', 'repayment')
  const now = new Date()
  const text = async (row: { id: string }, name: CaseText, plaintext: string) =>
    (await as(officer, (tx) => sealCaseTexts(tx, { enterpriseId: firm.organisationId, ...row }, [[name, plaintext]])))[0]
  const [asked, contact, note] = [{ id: uuidv7() }, { id: uuidv7() }, { id: uuidv7() }]
  await insert('supplement_request', {
    ...own,
    ...asked,
    items: ['OTHER'],
    request: await text(asked, 'supplement_request.request', book()),
    requestedBy: officer.accountId,
    requestedAt: now,
    answer: await text(asked, 'supplement_request.answer', file('supplements')),
    answeredBy: firm.accountId,
    answeredAt: now,
  })
  await insert('contact_log', {
    ...own,
    ...by,
    ...contact,
    channel: 'PHONE',
    contactedOn: now,
    reached: true,
    note: await text(contact, 'contact_log.note', book()),
  })
  await insert('due_diligence_note', {
    ...own,
    ...by,
    ...note,
    findings: await text(note, 'due_diligence_note.findings', book()),
    conclusion: await text(note, 'due_diligence_note.conclusion', book()),
  })
  const batchId = uuidv7()
  const batch = {
    institutionId: officer.organisationId,
    id: batchId,
    kind: 'DISBURSEMENT',
    fileName: 'b.csv',
    fileDigest: 'd',
    encoding: 'UTF-8',
  }
  const counts = {
    lines: 1,
    recorded: 0,
    duplicates: 0,
    conflicts: 1,
    refused: 0,
    uploadedBy: officer.accountId,
    uploadedByName: officer.name,
  }
  await insert('report_batch', { ...batch, ...counts })
  const shared = { ...own, batchId, recordedBy: officer.accountId, recordedAt: now }
  const terms = { rateBps: 400, termMonths: 12, renewal: false, firstLoan: true, creditLoan: true }
  await insert('disbursement', { ...shared, ...terms, id: uuidv7(), reference: book(), amountFen: paid, disbursedOn: asOf })
  await insert('repayment', { ...shared, id: uuidv7(), reference: book(), principalFen: back, interestFen: 0, repaidOn: asOf })
  const cells = JSON.stringify({ applicationNumber: number, reference: book() })
  const raw = await sealed(officer.organisationId, lineCell(officer.organisationId, batchId, 1), cells)
  const line = { institutionId: officer.organisationId, batchId, line: 1, outcome: 'CONFLICT' }
  await insert('report_line', { ...line, raw: JSON.stringify(raw) })
  return { batchId }
}

/** What the enterprise says of itself, by the product's own procedures. */
async function plantOwnWords(plant: Planter, firm: Session) {
  const caller = createCallerFactory(appRouter)(contextOf(firm))
  await caller.sources.declare({ salesFen: BigInt(plant.number('declared', 'declaration')), committed: true })
  await caller.sources.verify({ itemId: 'real-estate.ownership', certificateNo: plant.word('declared', 'verification') })
  const code = 'SALES_WITHOUT_ACTIVITY'
  const portraitId = (await caller.portrait.current())?.id ?? ''
  await caller.portrait.answer({ portraitId, code, text: plant.word('portrait', `questions.${code}`) })
}

/** A file of an agency with one line set aside: the agency's own. */
async function plantDelivery(plant: Planter, agencyId: string): Promise<string> {
  const id = uuidv7()
  const delivery = {
    agencyId,
    id,
    dataClass: 'QUALIFICATION',
    fileName: 'f.csv',
    format: 'CSV',
    encoding: 'UTF-8',
    kind: 'REGULAR',
    sequence: 1,
  }
  const size = { records: 1, bytes: 10, sha256: 'd', manifest: 'm', state: 'PUBLISHED', setAside: 1 }
  await insert('feed_delivery', { ...delivery, ...size, periodFrom: period.from, periodTo: period.to, issuedAt: new Date() })
  const raw = await sealed(agencyId, asideCell(agencyId, id, 2), plant.word('delivered', 'line'))
  await insert('feed_line', { agencyId, deliveryId: id, line: 2, reason: 'feed.line-malformed', raw })
  return id
}

/** `asksLess`: a colleague with the same rights asks about everything already. */
export type Reader = { name: string; session: Session | null; asksLess?: boolean }

/** One person of every role, at the organisation that has to do with the enterprise and at another of its kind. */
async function everybody(own: Record<string, string>): Promise<Reader[]> {
  const kinds = ['ENTERPRISE', 'INSTITUTION', 'AGENCY'] as const
  const others: Record<string, string> = {}
  for (const kind of kinds) others[kind] = await anOrganisation(kind)
  const readers: Reader[] = [{ name: 'NOBODY', session: null }]
  for (const [role, kind] of Object.entries(kindOfRole) as [Role, string][]) {
    const [at, elsewhere] = [own[kind], others[kind]]
    const asksLess = kind === 'ENTERPRISE' && role !== 'ENTERPRISE_OWNER'
    if (at) readers.push({ name: role, session: await aSession(at, [role]), asksLess })
    if (elsewhere) readers.push({ name: `other ${role}`, session: await aSession(elsewhere, [role]), asksLess })
  }
  return readers
}

/** The whole stage. `ids` are whatever a question can be about. */
export async function aCanaryWorld() {
  const plant = new Planter()
  const firm = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER'])
  const officer = await aSession(await anOrganisation('INSTITUTION'), ['BANK_OFFICER'])
  const agencyId = await anOrganisation('AGENCY')
  await owner(
    `INSERT INTO agency ("agencyId", code, name, "nameEn", "baseUrl", "publicKey", "dataClasses") VALUES ($1, 'land', '土地', 'Land', 'http://127.0.0.1:1', '{}', $2)`,
    [agencyId, ['REAL_ESTATE', 'QUALIFICATION']],
  )
  // Another agency, so that there is one for every class.
  await owner(
    `INSERT INTO agency ("agencyId", code, name, "nameEn", "baseUrl", "publicKey", "dataClasses") VALUES ($1, 'all', '数据中心', 'Data', 'http://127.0.0.1:1', '{}', $2)`,
    [await anOrganisation('AGENCY'), [...dataClasses]],
  )
  const { consentId: matchingId } = await grant(firm, { ...matchingTerms(), dataClasses: [...dataClasses] })
  const { told, toldClasses, snapshotIds } = await plantRaw(plant, firm, matchingId, agencyId)
  await aPortrait(firm.organisationId, matchingId)
  const { applicationId, consentId, portraitId } = await anApplication(firm, officer.organisationId)
  const body = JSON.stringify(plantedPortrait(plant, told))
  await owner(`UPDATE portrait SET body = $2, "snapshotIds" = $3, digest = repeat('a', 64) WHERE "enterpriseId" = $1`, [
    firm.organisationId,
    body,
    snapshotIds,
  ])
  const { batchId } = await plantLending(plant, firm, officer, applicationId)
  // Another borrower of the same bank: without one, every total of the city would be the enterprise's own figure.
  const neighbour = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER'])
  await plantLending(
    new Planter(5_000),
    neighbour,
    officer,
    (await anApplication(neighbour, officer.organisationId)).applicationId,
  )
  await owner('UPDATE product_version SET terms = $1', [JSON.stringify(productTerms)])
  await plantOwnWords(plant, firm)
  const report = await plantReport(plant, firm)
  const deliveryId = await plantDelivery(plant, agencyId)
  const claimId = await aClaim(plant)
  const own = {
    ENTERPRISE: firm.organisationId,
    INSTITUTION: officer.organisationId,
    AGENCY: agencyId,
    OFFICE: await anOrganisation('OFFICE'),
    OPERATOR: await anOrganisation('OPERATOR'),
  }
  const [product] = await owner<{ id: string }>('SELECT "productId" AS id FROM application WHERE id = $1', [applicationId])
  return {
    canaries: plant.canaries,
    toldClasses,
    snapshotIds,
    report,
    readers: await everybody(own),
    own,
    ids: {
      applicationId,
      consentId,
      portraitId,
      batchId,
      deliveryId,
      claimId,
      matchingId,
      productId: product?.id ?? '',
      enterpriseId: firm.organisationId,
    },
  }
}
export type CanaryWorld = Awaited<ReturnType<typeof aCanaryWorld>>
