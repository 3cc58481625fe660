import { uuidv7 } from 'uuidv7'
import type { Session } from '@/server/auth/session'
import { buildPortrait } from '@/server/portrait/domain/build-portrait'
import { cardOn } from '@/server/portrait/domain/score-card'
import { bankTerms, grant } from './consents'
import { owner } from './world'

/** An empty portrait of an enterprise, written as the owner: what a test of reading needs. */
export async function aPortrait(enterpriseId: string, consentId: string): Promise<string> {
  const id = uuidv7()
  const body = buildPortrait({}, cardOn('2026-11-20'), '2026-11-20')
  await owner(
    `INSERT INTO portrait ("enterpriseId", id, "consentId", "cardVersion", "asOf", score, grade, "confidenceBps", body, digest)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'digest')`,
    [enterpriseId, id, consentId, body.cardVersion, body.asOf, body.score, body.grade, body.confidenceBps, JSON.stringify(body)],
  )
  return id
}

/** A published product of the institution. */
export async function aProduct(institutionId: string): Promise<string> {
  const id = uuidv7()
  const rows = [institutionId, id]
  await owner(`INSERT INTO product ("institutionId", id, code, state, "currentVersion") VALUES ($1, $2, $3, 'PUBLISHED', 1)`, [
    ...rows,
    `P${id.slice(-8)}`,
  ])
  await owner(
    `INSERT INTO product_version ("institutionId", "productId", version, name, "nameEn", summary, "summaryEn", terms, "createdBy", "publishedAt")
     VALUES ($1, $2, 1, '流动贷', 'Working capital loan', '摘要', 'Summary', '{}', $2, now())`,
    rows,
  )
  return id
}

/** An application to an institution, under a consent of its own, with a portrait pinned. */
export async function anApplication(firm: Session, institutionId: string) {
  const applicationId = uuidv7()
  const { consentId } = await grant(firm, bankTerms(institutionId, applicationId))
  const portraitId = await aPortrait(firm.organisationId, consentId)
  await owner(
    `INSERT INTO application ("enterpriseId", id, "institutionId", number, "productId", "productVersion", "portraitId", "consentId",
       "enterpriseName", "creditCode", "countyCode", industry, "amountFen", "termMonths", method, purpose, "purposeDetail",
       "debtsElsewhere", "hasLoanHistory", "commitmentVersion", "commitmentHash", "commitmentSignedBy", "commitmentSignedAt", "submittedAt")
     VALUES ($1, $2, $3, $4, $5, 1, $6, $7, 'Firm', '91610802MA7000001X', '610881', 'C2522', 100000000, 12, 'equal_instalment',
       'WORKING_CAPITAL', 'stock', '[]', false, 'v1', 'hash', $8, now(), now())`,
    [
      firm.organisationId,
      applicationId,
      institutionId,
      `SQ${applicationId.slice(-8)}`,
      await aProduct(institutionId),
      portraitId,
      consentId,
      firm.accountId,
    ],
  )
  return { applicationId, consentId, portraitId }
}
