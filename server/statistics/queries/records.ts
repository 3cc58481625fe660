import type { OfficeScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { Prisma } from '@/server/generated/prisma/client'
import { addDays, type PlainDate, shanghaiMidnight } from '@/server/kernel/dates'
import { recordSupervision } from '@/server/ledger/disclosure'
import type { RecordKind, RecordsFilter } from '../schema'
import { daysTaken, type Stop, workedDays } from './decision-days'

/** One record behind a figure, as the office reads it; fen, and days in Shanghai. */
export type StatisticsRecord = {
  id: string
  enterpriseId: string
  enterpriseName: string
  creditCode: string
  institutionId: string | null
  number: string | null
  countyCode: string
  industry: string
  size: string | null
  state: string | null
  on: PlainDate
  amountFen: bigint | null
  rateBps: number | null
  renewal: boolean | null
  firstLoan: boolean | null
  creditLoan: boolean | null
  reversal: boolean
  /** Of a decision: GRANT or REJECT, and its working days from submission, those on which the clock stood still apart. */
  outcome: string | null
  workingDays: number | null
  stoppedDays: number | null
}
/** As it is stored: the days of a decision are counted from it. */
type Row = Omit<StatisticsRecord, 'workingDays' | 'stoppedDays'> & { submitted: PlainDate | null; stops: Stop[] | null }

const day = (column: Prisma.Sql) => Prisma.sql`to_char((${column} AT TIME ZONE 'Asia/Shanghai')::date, 'YYYY-MM-DD')`
const none = Prisma.sql`NULL`
const pinned = Prisma.sql`a."enterpriseId", a."enterpriseName", a."creditCode", a."institutionId", a.number, a."countyCode", a.industry, a.size, a.state::text AS state`
const cashOut = Prisma.sql`d."rateBps", d.renewal, d."firstLoan", d."creditLoan", d."reversesId" IS NOT NULL AS reversal`
const plain = Prisma.sql`NULL::integer AS "rateBps", NULL::boolean AS renewal, NULL::boolean AS "firstLoan", NULL::boolean AS "creditLoan", false AS reversal`

/** What the days of a decision are counted from; nothing for records that aren't decisions. */
const clock = Prisma.sql`g.outcome, ${day(Prisma.sql`a."submittedAt"`)} AS submitted, (
  SELECT jsonb_agg(jsonb_build_object('from', ${day(Prisma.sql`r."requestedAt"`)}, 'until', ${day(Prisma.sql`r."answeredAt"`)}) ORDER BY r."requestedAt", r.id)
  FROM supplement_request r WHERE r."enterpriseId" = g."enterpriseId" AND r."applicationId" = g."applicationId") AS stops`
const noClock = Prisma.sql`NULL AS outcome, NULL AS submitted, NULL::jsonb AS stops`

const repaid = Prisma.sql`repayment d JOIN application a ON a."enterpriseId" = d."enterpriseId" AND a.id = d."applicationId"`

/** What every loan owed at the end of a day, from its entries. */
const owedOn = (on: PlainDate) => Prisma.sql`(
  SELECT d."enterpriseId", d."applicationId", sum(d."amountFen") AS fen FROM disbursement d WHERE d."disbursedOn" <= ${on}::date GROUP BY 1, 2) b
  JOIN application a ON a."enterpriseId" = b."enterpriseId" AND a.id = b."applicationId"
  LEFT JOIN (SELECT r."enterpriseId", r."applicationId", sum(r."principalFen" + r."writtenOffFen") AS fen FROM repayment r WHERE r."repaidOn" <= ${on}::date GROUP BY 1, 2) p
    ON p."enterpriseId" = b."enterpriseId" AND p."applicationId" = b."applicationId"`
const owed = Prisma.sql`(b.fen - coalesce(p.fen, 0))`

type Source = {
  columns: Prisma.Sql
  from: (to: PlainDate) => Prisma.Sql
  /** The column that the row's day is in; `date`: a day already, no instant. */
  at: Prisma.Sql
  date: boolean
  amount: Prisma.Sql
}

/** The rows of each kind. */
const sources: Record<RecordKind, Source> = {
  applications: {
    columns: Prisma.sql`a.id, ${pinned}, ${day(Prisma.sql`a."submittedAt"`)} AS on, a."amountFen", ${plain}`,
    from: () => Prisma.sql`application a`,
    at: Prisma.sql`a."submittedAt"`,
    date: false,
    amount: Prisma.sql`a."amountFen"`,
  },
  // No amount: a refusal has none, and lines granted have a kind of their own.
  decisions: {
    columns: Prisma.sql`g.id, ${pinned}, ${day(Prisma.sql`g.at`)} AS on, NULL::bigint AS "amountFen", ${plain}`,
    from: () => Prisma.sql`decision g JOIN application a ON a."enterpriseId" = g."enterpriseId" AND a.id = g."applicationId"`,
    at: Prisma.sql`g.at`,
    date: false,
    amount: Prisma.sql`NULL::bigint`,
  },
  granted: {
    columns: Prisma.sql`g.id, ${pinned}, ${day(Prisma.sql`g.at`)} AS on, g."amountFen", g."rateBps", NULL::boolean AS renewal, NULL::boolean AS "firstLoan", a."creditLoan", false AS reversal`,
    from: () =>
      Prisma.sql`decision g JOIN application a ON a."enterpriseId" = g."enterpriseId" AND a.id = g."applicationId" AND g.outcome = 'GRANT'`,
    at: Prisma.sql`g.at`,
    date: false,
    amount: Prisma.sql`g."amountFen"`,
  },
  disbursements: {
    columns: Prisma.sql`d.id, ${pinned}, to_char(d."disbursedOn", 'YYYY-MM-DD') AS on, d."amountFen", ${cashOut}`,
    from: () => Prisma.sql`disbursement d JOIN application a ON a."enterpriseId" = d."enterpriseId" AND a.id = d."applicationId"`,
    at: Prisma.sql`d."disbursedOn"`,
    date: true,
    amount: Prisma.sql`d."amountFen"`,
  },
  repayments: {
    columns: Prisma.sql`d.id, ${pinned}, to_char(d."repaidOn", 'YYYY-MM-DD') AS on, d."principalFen" AS "amountFen", NULL::integer AS "rateBps", NULL::boolean AS renewal, NULL::boolean AS "firstLoan", a."creditLoan", d."reversesId" IS NOT NULL AS reversal`,
    from: () => Prisma.sql`${repaid} AND d."writtenOffFen" = 0`,
    at: Prisma.sql`d."repaidOn"`,
    date: true,
    amount: Prisma.sql`d."principalFen"`,
  },
  writeOffs: {
    columns: Prisma.sql`d.id, ${pinned}, to_char(d."repaidOn", 'YYYY-MM-DD') AS on, d."writtenOffFen" AS "amountFen", NULL::integer AS "rateBps", NULL::boolean AS renewal, NULL::boolean AS "firstLoan", a."creditLoan", d."reversesId" IS NOT NULL AS reversal`,
    from: () => Prisma.sql`${repaid} AND d."writtenOffFen" <> 0`,
    at: Prisma.sql`d."repaidOn"`,
    date: true,
    amount: Prisma.sql`d."writtenOffFen"`,
  },
  balance: {
    columns: Prisma.sql`a.id, ${pinned}, ${day(Prisma.sql`coalesce(a."contractedAt", a."submittedAt")`)} AS on, ${owed}::bigint AS "amountFen", a."rateBps", NULL::boolean AS renewal, NULL::boolean AS "firstLoan", a."creditLoan", false AS reversal`,
    from: owedOn,
    at: Prisma.sql`coalesce(a."contractedAt", a."submittedAt")`,
    date: false,
    amount: owed,
  },
  enterprises: {
    columns: Prisma.sql`a."enterpriseId" AS id, a."enterpriseId", a.name AS "enterpriseName", a."creditCode", ${none}::uuid AS "institutionId", ${none} AS number, a."countyCode", a.industry, a.size, ${none} AS state, ${day(Prisma.sql`a."joinedAt"`)} AS on, NULL::bigint AS "amountFen", ${plain}`,
    from: () => Prisma.sql`enterprise a`,
    at: Prisma.sql`a."joinedAt"`,
    date: false,
    amount: Prisma.sql`NULL::bigint`,
  },
}

function conditions(filter: RecordsFilter): Prisma.Sql {
  const { at, date } = sources[filter.kind]
  const bound = (value: PlainDate) => (date ? Prisma.sql`${value}::date` : Prisma.sql`${shanghaiMidnight(value)}`)
  const all = [
    filter.kind === 'balance' ? Prisma.sql`${owed} <> 0` : Prisma.sql`true`,
    filter.from && filter.kind !== 'balance' && Prisma.sql`${at} >= ${bound(filter.from)}`,
    filter.to && filter.kind !== 'balance' && Prisma.sql`${at} < ${bound(addDays(filter.to, 1))}`,
    filter.institution &&
      (filter.kind === 'enterprises' ? Prisma.sql`false` : Prisma.sql`a."institutionId" = ${filter.institution}::uuid`),
    filter.county && Prisma.sql`a."countyCode" = ${filter.county}`,
    filter.industry && Prisma.sql`left(a.industry, 1) = ${filter.industry}`,
    filter.size && Prisma.sql`coalesce(a.size, 'unknown') = ${filter.size}`,
  ]
  return Prisma.join(
    all.filter((one) => typeof one === 'object'),
    ' AND ',
  )
}

/** Why and what, on the enterprise's own list of who looked. */
const purpose = 'SUPERVISION'
const fieldsOf: Record<RecordKind, string[]> = {
  applications: ['application'],
  decisions: ['application', 'decision'],
  granted: ['application', 'decision'],
  disbursements: ['application', 'disbursement'],
  repayments: ['application', 'repayment'],
  writeOffs: ['application', 'repayment'],
  balance: ['application', 'balance'],
  enterprises: ['registration'],
}

/**
 * The records behind a figure, newest first, with the number and the sum of all that match. Every enterprise whose record
 * is read is told so: the reading goes on record in the same transaction. County-limited staff see their county.
 */
export async function readRecords(
  tx: Tx,
  _office: OfficeScope,
  filter: RecordsFilter,
  today: PlainDate,
  page: { skip: number; take: number },
) {
  const { columns, from, at, amount } = sources[filter.kind]
  const source = from(filter.to ?? today)
  const where = conditions(filter)
  const stored = await tx.$queryRaw<Row[]>`
    SELECT ${columns}, ${filter.kind === 'decisions' ? clock : noClock} FROM ${source} WHERE ${where} ORDER BY ${at} DESC NULLS LAST, 1 DESC LIMIT ${page.take} OFFSET ${page.skip}`
  const [all] = await tx.$queryRaw<{ total: bigint; fen: bigint | null }[]>`
    SELECT count(*) AS total, sum(${amount})::bigint AS fen FROM ${source} WHERE ${where}`
  const rows = stored.map(counted)
  const seen = [...new Set(rows.map(({ enterpriseId }) => enterpriseId))]
  await recordSupervision(tx, seen, purpose, fieldsOf[filter.kind])
  return { rows, total: Number(all?.total ?? 0n), fen: all?.fen ?? null }
}

function counted({ submitted, stops, ...record }: Row): StatisticsRecord {
  if (submitted === null) return { ...record, workingDays: null, stoppedDays: null }
  const days = daysTaken({ submitted, decided: record.on, stops }, workedDays(submitted, record.on))
  return { ...record, workingDays: days.counted, stoppedDays: days.stopped }
}
