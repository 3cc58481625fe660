import type { KeyObject } from 'node:crypto'
import type { JWK } from 'jose'
import { shanghaiDate } from '@/server/kernel/dates'
import { open } from '@/server/keys/envelope'
import { keyEncryption } from '@/server/keys/key-encryption'
import { boundTo } from '@/server/keys/sealed.repository'
import type { ApplicationEvent, ApplicationState } from '@/server/lending/schema'
import { answerCell } from '@/server/sources/repository'
import type { StatisticsFacts } from '@/server/statistics/domain/figures'
import { owner } from '@/tests/world'
import type { DataKeyRow } from './rows'

export type Event = {
  event: ApplicationEvent | 'SUBMITTED'
  fromState: ApplicationState | null
  toState: ApplicationState
  at: Date
}
export type Application = {
  id: string
  enterpriseId: string
  state: ApplicationState
  submittedAt: Date
  acceptedAt: Date | null
  contactedAt: Date | null
  decidedAt: Date | null
  deadlineKind: string | null
  due: string | null
  ceiling: string | null
  clockStoppedAt: Date | null
  stoppedDays: number
  grantedFen: string | null
  disbursedFen: string
  outstandingFen: string
  revolving: boolean
  events: Event[]
}

/** Every application with its events, oldest first. */
export const applications = async () => {
  const rows = await owner<Application>(
    'SELECT a.*, a."dueOn"::text AS due, a."ceilingOn"::text AS ceiling FROM application a ORDER BY a.number',
  )
  const events = await owner<Event & { applicationId: string }>('SELECT * FROM application_event ORDER BY at, id')
  return rows.map((row) => ({ ...row, events: events.filter(({ applicationId }) => applicationId === row.id) }))
}

/** The stored facts as the reference sums want them. */
export async function factsOfCity(): Promise<StatisticsFacts> {
  const enterpriseRows = await owner<{ enterpriseId: string; joinedAt: Date }>(
    'SELECT "enterpriseId", "joinedAt" FROM enterprise',
  )
  const rows = await applications()
  const drawn = await owner<{
    enterpriseId: string
    amountFen: string
    on: string
    rateBps: number
    renewal: boolean
    firstLoan: boolean
    creditLoan: boolean
  }>('SELECT *, "disbursedOn"::text AS on FROM disbursement')
  const repaid = await owner<{ principalFen: string; writtenOffFen: string; on: string; creditLoan: boolean }>(
    `SELECT r."principalFen", r."writtenOffFen", r."repaidOn"::text AS on, a."creditLoan" FROM repayment r JOIN application a ON a.id = r."applicationId"`,
  )
  return {
    enterprises: enterpriseRows.map((row) => ({ enterpriseId: row.enterpriseId, joinedOn: shanghaiDate(row.joinedAt) })),
    applications: rows.map((row) => ({
      applicationId: row.id,
      submittedOn: shanghaiDate(row.submittedAt),
      decidedOn: row.decidedAt && shanghaiDate(row.decidedAt),
      workingDaysToDecision: null,
      grantedFen: row.grantedFen === null ? null : BigInt(row.grantedFen),
    })),
    disbursements: drawn.map((row) => ({ ...row, amountFen: BigInt(row.amountFen) })),
    repayments: repaid.map((row) => ({
      ...row,
      principalFen: BigInt(row.principalFen),
      writtenOffFen: BigInt(row.writtenOffFen),
    })),
  }
}

export type StoredSnapshot = {
  id: string
  enterpriseId: string
  dataClass: string
  creditCode: string
  agency: string
  publicKey: JWK
  periodFrom: string
  periodTo: string
  issuedAt: Date
  digest: string
  nonce: string
  signedAnswer: string
}

/** Every snapshot, opened, with its firm and the key that is pinned for its agency. */
export async function snapshots(): Promise<StoredSnapshot[]> {
  const keys = new Map<string, KeyObject>()
  for (const row of await owner<DataKeyRow>(`SELECT * FROM guard.data_key WHERE purpose = 'RECORDS'`)) {
    const bound = boundTo({ ownerId: row.owner_id, purpose: 'RECORDS' }, row.version)
    keys.set(row.owner_id, await keyEncryption().unwrap({ kekId: row.kek_id, wrapped: new Uint8Array(row.wrapped) }, bound))
  }
  const sealed = await owner<StoredSnapshot>(`SELECT s.*, e."creditCode", g.code AS agency, g."publicKey" FROM snapshot s
    JOIN enterprise e ON e."enterpriseId" = s."enterpriseId" JOIN agency g ON g."agencyId" = s."agencyId"`)
  return sealed.map((row) => {
    const key = keys.get(row.enterpriseId)
    if (!key) throw new Error(`no key for the records of ${row.enterpriseId}`)
    return { ...row, signedAnswer: open({ version: 1, key }, answerCell(row.enterpriseId, row.id), row.signedAnswer) }
  })
}
