import pg from 'pg'
import { uuidv7 } from 'uuidv7'
import { type PlainDate, shanghaiDate } from '@/server/kernel/dates'
import { workingDaysTaken } from '@/server/lending/domain/deadlines'
import { owner } from '@/tests/world'
import type { StatisticsFacts } from './domain/figures'

/** A past application with everything that totals are made of; instants are real ones, days are in Shanghai. */
export type PastApplication = {
  enterprise: number
  institution: number
  submittedAt: Date
  decision: { at: Date; grantedFen: bigint | null } | null
  stops: { from: Date; until: Date | null }[]
  creditLoan: boolean
  disbursements: { amountFen: bigint; on: PlainDate; rateBps: number; renewal: boolean; firstLoan: boolean }[]
  repayments: { principalFen: bigint; writtenOffFen: bigint; on: PlainDate }[]
}
export type PastEnterprise = { county: string; industry: string; size: string | null; joinedAt: Date }
export type History = { enterprises: PastEnterprise[]; applications: PastApplication[] }
export type Written = { enterpriseIds: string[]; institutionIds: string[] }

const text = (rows: unknown) => JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))

/**
 * Writes a history as the owner, in place of any before it: the facts alone, without consents, portraits and events,
 * whose references are not checked for it.
 */
export async function writeHistory({ enterprises, applications }: History, institutionIds: string[]): Promise<Written> {
  const enterpriseIds = enterprises.map(() => uuidv7())
  const rows = applications.map((application) => ({
    ...application,
    id: uuidv7(),
    enterpriseId: enterpriseIds[application.enterprise],
    institutionId: institutionIds[application.institution],
    ...enterprises[application.enterprise],
  }))
  const flat = <Key extends 'disbursements' | 'repayments' | 'stops'>(key: Key) =>
    rows.flatMap((row) =>
      row[key].map((one) => ({ ...one, ids: [row.enterpriseId, row.institutionId, row.id], credit: row.creditLoan })),
    )
  const ids = `(x.ids->>0)::uuid, uuidv7(), (x.ids->>1)::uuid, (x.ids->>2)::uuid`
  const columns = `"enterpriseId", id, "institutionId", "applicationId"`
  const write = (statement: string, data: unknown) =>
    unchecked(
      statement.replace(
        /^([^|]*)\|/,
        (_, columns) => `WITH x AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS x (${columns}))`,
      ),
      text(data),
    )
  await clear()
  await write(
    `id uuid, county text, industry text, size text, "joinedAt" timestamptz | INSERT INTO enterprise ("enterpriseId", "creditCode", name, "legalForm",
      industry, "countyCode", address, "foundedOn", "legalRepresentative", size, "registerStatus", "registerReadAt", "joinedAt")
      SELECT x.id, x.id::text, '企业 ' || left(x.id::text, 8), 'COMPANY', x.industry, x.county, '地址', '2018-01-01', '李某', x.size, 'ACTIVE', now(), x."joinedAt" FROM x`,
    enterprises.map((enterprise, at) => ({ ...enterprise, id: enterpriseIds[at] })),
  )
  await write(
    `"enterpriseId" uuid, id uuid, "institutionId" uuid, county text, industry text, size text, "submittedAt" timestamptz, "creditLoan" boolean |
      INSERT INTO application ("enterpriseId", id, "institutionId", number, "productId", "productVersion", "portraitId", "consentId", "enterpriseName",
      "creditCode", "countyCode", industry, size, "amountFen", "termMonths", method, purpose, "purposeDetail", "debtsElsewhere", "hasLoanHistory",
      "commitmentVersion", "commitmentHash", "commitmentSignedBy", "commitmentSignedAt", "submittedAt", "creditLoan", state)
      SELECT x."enterpriseId", x.id, x."institutionId", 'SQ' || x.id, x.id, 1, x.id, x.id, '企业', 'code', x.county, x.industry, x.size, 100, 12, 'bullet',
      'WORKING_CAPITAL', '', '[]', false, 'v', 'h', x.id, x."submittedAt", x."submittedAt", x."creditLoan", 'DUE_DILIGENCE' FROM x`,
    rows,
  )
  await write(
    `ids jsonb, at timestamptz, fen bigint | INSERT INTO decision (${columns}, outcome, "amountFen", reasons, "byPerson", "byAccount", "byName", at)
      SELECT ${ids}, CASE WHEN x.fen IS NULL THEN 'REJECT' ELSE 'GRANT' END, x.fen, ARRAY['OTHER'], uuidv7(), uuidv7(), 'x', x.at FROM x`,
    rows.flatMap((row) =>
      row.decision
        ? [{ ids: [row.enterpriseId, row.institutionId, row.id], at: row.decision.at, fen: row.decision.grantedFen }]
        : [],
    ),
  )
  await write(
    `ids jsonb, "from" timestamptz, until timestamptz | INSERT INTO supplement_request (${columns}, items, request, "requestedBy", "requestedAt", "answeredAt")
      SELECT ${ids}, '{}', 'enc.v1.none', uuidv7(), x."from", x.until FROM x`,
    flat('stops'),
  )
  await write(
    `ids jsonb, "amountFen" bigint, "on" date, "rateBps" integer, renewal boolean, "firstLoan" boolean, credit boolean |
      INSERT INTO disbursement (${columns}, reference, "amountFen", "rateBps", "termMonths", "disbursedOn", renewal, "firstLoan", "creditLoan", "recordedBy")
      SELECT ${ids}, 'r', x."amountFen", x."rateBps", 12, x."on", x.renewal, x."firstLoan", x.credit, uuidv7() FROM x`,
    flat('disbursements'),
  )
  await write(
    `ids jsonb, "principalFen" bigint, "writtenOffFen" bigint, "on" date | INSERT INTO repayment (${columns}, reference, "principalFen", "writtenOffFen", "interestFen", "repaidOn", "recordedBy")
      SELECT ${ids}, 'r', x."principalFen", x."writtenOffFen", 0, x."on", uuidv7() FROM x`,
    flat('repayments'),
  )
  return { enterpriseIds, institutionIds }
}

/** Facts of the parts that satisfy `keep`, in the form of the reference functions. */
export function factsOf(
  { enterprises, applications }: History,
  keep: (part: { enterprise: PastEnterprise; institution: number | null }) => boolean,
): StatisticsFacts {
  const known = (at: number): PastEnterprise => {
    const enterprise = enterprises[at]
    if (!enterprise) throw new RangeError(`no enterprise ${at}`)
    return enterprise
  }
  const kept = applications.filter(({ enterprise, institution }) => keep({ enterprise: known(enterprise), institution }))
  return {
    enterprises: enterprises.flatMap((enterprise, at) =>
      keep({ enterprise, institution: null }) ? [{ enterpriseId: String(at), joinedOn: shanghaiDate(enterprise.joinedAt) }] : [],
    ),
    applications: kept.map(({ submittedAt, decision, stops }, at) => {
      const progression = {
        submittedAt,
        acceptedAt: null,
        contactedAt: null,
        decidedAt: decision?.at ?? null,
        endedAt: null,
        stops,
      }
      return {
        applicationId: String(at),
        submittedOn: shanghaiDate(submittedAt),
        decidedOn: decision && shanghaiDate(decision.at),
        workingDaysToDecision: decision && workingDaysTaken(progression, decision.at).counted,
        grantedFen: decision?.grantedFen ?? null,
      }
    }),
    disbursements: kept.flatMap(({ enterprise, creditLoan, disbursements }) =>
      disbursements.map((one) => ({ ...one, enterpriseId: String(enterprise), creditLoan })),
    ),
    repayments: kept.flatMap(({ creditLoan, repayments }) => repayments.map((one) => ({ ...one, creditLoan }))),
  }
}

/** As the owner, with foreign keys set aside. */
async function unchecked(statement: string, data: string): Promise<void> {
  const client = new pg.Client({
    connectionString: process.env.OWNER_DATABASE_URL,
    options: '-c timezone=UTC -c session_replication_role=replica',
  })
  await client.connect()
  try {
    await client.query(statement, [data])
  } finally {
    await client.end()
  }
}

const clear = () =>
  owner('TRUNCATE disbursement, repayment, decision, supplement_request, application, enterprise, access_record CASCADE')
