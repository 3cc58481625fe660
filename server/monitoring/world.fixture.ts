import pg from 'pg'
import { uuidv7 } from 'uuidv7'
import type { Session } from '@/server/auth/session'
import { addMonths, type PlainDate } from '@/server/kernel/dates'
import { anOrganisation, aSession, owner } from '@/tests/world'

/** A firm that applied once, and what became of it; days in Shanghai. */
export type PastFirm = {
  institutionId: string
  score: number
  county?: string
  size?: string
  /** GB/T 4754. */
  industry?: string
  foundedOn?: PlainDate
  portrayedOn: PlainDate
  /** Points by indicator; null: missing. */
  factors?: Record<string, number | null>
  /** Figures by indicator; null: missing. */
  figures?: Record<string, number | null>
  decided?: { on: PlainDate; granted: boolean }
  loan?: PastLoan
}
export type PastLoan = {
  method: string
  revolving?: boolean
  draws: { on: PlainDate; fen: number; bps?: number; term: number; reversed?: boolean }[]
  received: { on: PlainDate; principal?: number; interest?: number; off?: number; reversed?: boolean }[]
}

/** Who reads what became of loans, and until when it is told. */
export type MonitoredWorld = {
  operator: Session
  curator: Session
  approver: Session
  officer: Session
  bank: string
  otherBank: string
  /** The last day of the last complete month: nothing younger counts. */
  asOf: PlainDate
  /** A firm of `bank` that took this loan. */
  borrower: (loan: PastLoan, score?: number) => PastFirm
}

export async function aMonitoredWorld(): Promise<MonitoredWorld> {
  const platform = await anOrganisation('OPERATOR')
  const bank = await anOrganisation('INSTITUTION')
  const otherBank = await anOrganisation('INSTITUTION')
  const [row] = await owner<{ day: string }>("SELECT to_char(totals.last_day(), 'YYYY-MM-DD') AS day")
  const asOf = row?.day ?? ''
  return {
    operator: await aSession(platform, ['AUDITOR']),
    curator: await aSession(platform, ['OPERATOR']),
    approver: await aSession(bank, ['BANK_APPROVER']),
    officer: await aSession(bank, ['BANK_OFFICER']),
    bank,
    otherBank,
    asOf,
    borrower: (loan, score = 700) => ({ institutionId: bank, score, portrayedOn: addMonths(asOf, -30), loan }),
  }
}

const columns = '"enterpriseId", id, "institutionId", "applicationId"'

/**
 * Writes these firms as the owner, in place of any before them, with foreign keys set aside.
 * @returns the application of each, in their order
 */
export async function writeFirms(firms: readonly PastFirm[]): Promise<string[]> {
  const rows = firms.map((firm) => ({ ...firm, firm: uuidv7(), app: uuidv7(), portrait: uuidv7() }))
  const entries = <Key extends 'draws' | 'received'>(key: Key) =>
    rows.flatMap(({ firm, app, institutionId, loan }) =>
      (loan?.[key] ?? []).flatMap((one) => {
        const id = uuidv7()
        const keys = { firm, app, bank: institutionId }
        const line = { ...one, ...keys, id, reverses: null as string | null, sign: 1 }
        return one.reversed ? [line, { ...line, id: uuidv7(), reverses: id, sign: -1 }] : [line]
      }),
    )
  await owner('TRUNCATE disbursement, repayment, decision, application, portrait, enterprise, access_record CASCADE')
  const client = new pg.Client({
    connectionString: process.env.OWNER_DATABASE_URL,
    options: '-c timezone=UTC -c session_replication_role=replica',
  })
  await client.connect()
  const write = (shape: string, statement: string, data: unknown) =>
    client.query(`WITH x AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS x (${shape})) ${statement}`, [JSON.stringify(data)])
  try {
    await write(
      'firm uuid, county text, industry text, size text, "foundedOn" date',
      `INSERT INTO enterprise ("enterpriseId", "creditCode", name, "legalForm", industry, "countyCode", address, "foundedOn", "legalRepresentative",
        size, "registerStatus", "registerReadAt") SELECT x.firm, x.firm::text, '企业', 'COMPANY', coalesce(x.industry, 'C2522'), coalesce(x.county, '610881'),
        '地址', coalesce(x."foundedOn", '2018-01-01'), '李某', x.size, 'ACTIVE', now() FROM x`,
      rows,
    )
    await write(
      'firm uuid, portrait uuid, score integer, "portrayedOn" date, body jsonb',
      `INSERT INTO portrait ("enterpriseId", id, "consentId", "cardVersion", "asOf", score, grade, "confidenceBps", body, digest, "snapshotIds", "createdAt")
        SELECT x.firm, x.portrait, x.firm, 'CARD', x."portrayedOn", x.score, 'B', 10000, x.body, '', '{}', x."portrayedOn" FROM x`,
      rows.map((row) => ({
        ...row,
        body: {
          factors: Object.entries(row.factors ?? {}).map(([indicatorId, points]) =>
            points === null ? { indicatorId, points: 7, effect: 'MISSING' } : { indicatorId, points, effect: 'HELPS' },
          ),
          ...(row.figures
            ? {
                indicators: Object.entries(row.figures).map(([id, value]) =>
                  value === null ? { id, state: 'MISSING', reason: 'GAP' } : { id, state: 'KNOWN', value, evidence: [] },
                ),
              }
            : {}),
        },
      })),
    )
    await write(
      'firm uuid, app uuid, "institutionId" uuid, portrait uuid, county text, industry text, size text, method text, revolving boolean, "portrayedOn" date',
      `INSERT INTO application ("enterpriseId", id, "institutionId", number, "productId", "productVersion", "portraitId", "consentId", "enterpriseName",
        "creditCode", "countyCode", industry, size, "amountFen", "termMonths", method, purpose, "purposeDetail", "debtsElsewhere", "hasLoanHistory",
        "commitmentVersion", "commitmentHash", "commitmentSignedBy", "commitmentSignedAt", "submittedAt", "grantedMethod", revolving)
        SELECT x.firm, x.app, x."institutionId", x.app, x.app, 1, x.portrait, x.app, '企业', 'code', coalesce(x.county, '610881'), coalesce(x.industry, 'C2522'),
        x.size, 100, 12, 'bullet', 'WORKING_CAPITAL', '', '[]', false, 'v', 'h', x.app, now(), x."portrayedOn", x.method, coalesce(x.revolving, false) FROM x`,
      rows.map((row) => ({ ...row, method: row.loan?.method, revolving: row.loan?.revolving })),
    )
    await write(
      'firm uuid, app uuid, "institutionId" uuid, "on" date, granted boolean',
      `INSERT INTO decision (${columns}, outcome, reasons, "byPerson", "byAccount", "byName", at)
        SELECT x.firm, uuidv7(), x."institutionId", x.app, CASE WHEN x.granted THEN 'GRANT' ELSE 'REJECT' END, ARRAY['OTHER'], uuidv7(), uuidv7(), 'x', x."on" FROM x`,
      rows.flatMap((row) => (row.decided ? [{ ...row, ...row.decided }] : [])),
    )
    await write(
      'firm uuid, id uuid, bank uuid, app uuid, "on" date, fen bigint, bps integer, term integer, reverses uuid, sign integer',
      `INSERT INTO disbursement (${columns}, reference, "amountFen", "rateBps", "termMonths", "disbursedOn", renewal, "firstLoan", "creditLoan", "reversesId", "recordedBy")
        SELECT x.firm, x.id, x.bank, x.app, 'r', x.fen * x.sign, coalesce(x.bps, 400), x.term, x."on", false, false, false, x.reverses, uuidv7() FROM x`,
      entries('draws'),
    )
    await write(
      'firm uuid, id uuid, bank uuid, app uuid, "on" date, principal bigint, interest bigint, off bigint, reverses uuid, sign integer',
      `INSERT INTO repayment (${columns}, reference, "principalFen", "interestFen", "writtenOffFen", "repaidOn", "reversesId", "recordedBy")
        SELECT x.firm, x.id, x.bank, x.app, 'r', coalesce(x.principal, 0) * x.sign, coalesce(x.interest, 0) * x.sign, coalesce(x.off, 0) * x.sign, x."on",
          x.reverses, uuidv7() FROM x`,
      entries('received'),
    )
  } finally {
    await client.end()
  }
  return rows.map(({ app }) => app)
}
