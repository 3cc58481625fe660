import type pg from 'pg'
import { addMonthsToMonth, monthsEndingWith } from '@/server/kernel/dates'
import { packFacts, rowOf } from '@/server/portrait/domain/packed/pack'
import type { PortraitFacts } from '@/server/portrait/schema'

/** The day before that on which the city is scored, and the last month on file. */
export const BENCH_DAY = '2026-11-20'
const LAST_MONTH = '2026-10'
const months = monthsEndingWith(LAST_MONTH, 24)
const due = months.map((month) => `${addMonthsToMonth(month, 1)}-15`)
const inTime = months.map((month) => `${addMonthsToMonth(month, 1)}-12`)
const late = months.map((month) => `${addMonthsToMonth(month, 1)}-27`)

/** Numbers from a seed (mulberry32), each in [0, 1). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Month = {
  sales: number
  tax: number
  heads: number
  wage: number
  inArrears: boolean
  kwh: number
  filed: number
  paid: number
}
export type BenchFirm = { id: string; months: Month[] }

/** One firm: its size, growth and season; now and then a month without sales, a late filing, an unpaid bill. */
function firmOf(random: () => number): BenchFirm {
  const hex = () =>
    Math.floor(random() * 0x1_0000)
      .toString(16)
      .padStart(4, '0')
  const id = `${hex()}${hex()}-${hex()}-7${hex().slice(1)}-8${hex().slice(1)}-${hex()}${hex()}${hex()}`
  const size = 10 ** (6.5 + 3.5 * random())
  const growth = 1 + 0.03 * (random() - 0.45)
  const staff = 1 + Math.floor(size / 40_000_000) + Math.floor(20 * random())
  const power = 200 + Math.floor(size / 60_000)
  return {
    id,
    months: months.map((_, at) => {
      const sales = random() < 0.02 ? 0 : Math.floor(size * growth ** at * (0.7 + 0.6 * random()))
      const heads = Math.max(0, staff + Math.floor(4 * random()) - 2)
      return {
        sales,
        tax: Math.floor(sales / 50),
        heads,
        wage: heads * (300_000 + Math.floor(200_000 * random())),
        inArrears: random() < 0.03,
        kwh: random() < 0.01 ? 0 : Math.floor(power * growth ** at * (0.8 + 0.4 * random())),
        filed: random() < 0.04 ? 1 : 0,
        paid: random() < 0.06 ? 1 : 0,
      }
    }),
  }
}

const dayOf = (at: number, isLate: number) => (isLate ? late[at] : inTime[at]) ?? ''

/** The firm as its sources would tell it. */
function factsOf({ months: rows }: BenchFirm): PortraitFacts {
  const named = rows.map((row, at) => ({ ...row, month: months[at] ?? '', dueOn: due[at] ?? '', at }))
  return {
    REGISTRATION: {
      creditCode: '91610800MA00000000',
      name: '',
      legalForm: 'COMPANY',
      industry: 'C3484',
      countyCode: '610802',
      address: '',
      foundedOn: '2017-05-08',
      registeredCapitalFen: 100_000_000n,
      paidInCapitalFen: 60_000_000n,
      legalRepresentative: '',
      status: 'ACTIVE',
      changes: [],
    },
    TAX: {
      grades: [{ year: 2025, grade: 'B' }],
      months: named.map(({ month, dueOn, at, sales, tax, filed }) => ({
        month,
        declaredSalesFen: BigInt(sales),
        taxPaidFen: BigInt(tax),
        dueOn,
        declaredOn: dayOf(at, filed),
      })),
      arrearsFen: 0n,
    },
    SOCIAL_SECURITY: {
      months: named.map(({ month, heads, wage, inArrears }) => ({
        month,
        insuredHeadcount: heads,
        wageBaseFen: BigInt(wage),
        inArrears,
      })),
      arrearsFen: 0n,
    },
    ELECTRICITY: {
      months: named.map(({ month, dueOn, at, kwh, paid }) => ({
        month,
        quantity: kwh,
        billedFen: 0n,
        dueOn,
        paidOn: dayOf(at, paid),
      })),
      arrearsFen: 0n,
    },
    PENALTY: { penalties: [] },
    COURT: { cases: [], defaulterEntries: [] },
    LIST: { entries: [] },
  }
}

const consents = `INSERT INTO consent ("enterpriseId", id, state, "recipientKind", purpose, "dataClasses", "consentMode", "fetchType", "startsAt",
    "expiresAt", "lookbackMonths", "retentionUnit", "retentionValue", "noticeVersion", "noticeHash", "noticeLanguage", "schemaVersion",
    "signedConsent", "grantedBy", "grantedByName", "grantedAt")
  SELECT id, id, 'ACTIVE', 'PLATFORM', 'MATCHING', '{TAX,SOCIAL_SECURITY,ELECTRICITY}', 'STORE', 'PERIODIC', now() - interval '1 day',
    now() + interval '1 year', 24, 'MONTH', 12, '1', 'x', 'zh-CN', '1', 'x', id, 'x', now() FROM unnest($1::uuid[]) AS id`
const series = `INSERT INTO packed_series ("enterpriseId", "consentId", "portraitId", body)
  SELECT id, id, id, body FROM unnest($1::uuid[], $2::bytea[]) AS row (id, body)`
const clear = `INSERT INTO bench_month SELECT * FROM unnest($1::uuid[], $2::smallint[], $3::bigint[], $4::bigint[], $5::integer[], $6::bigint[],
  $7::boolean[], $8::bigint[], $9::boolean[], $10::boolean[])`

async function write(owner: pg.Client, firms: readonly BenchFirm[]): Promise<void> {
  const packed = firms.map((firm) => {
    const rows = packFacts(factsOf(firm), { score: 300, grade: 'E', gates: [] })
    if (!rows) throw new RangeError('a firm of the bench cannot be packed')
    return Buffer.from(rowOf(rows))
  })
  await owner.query(consents, [firms.map(({ id }) => id)])
  await owner.query(series, [firms.map(({ id }) => id), packed])
  const all = firms.flatMap(({ id, months: rows }) => rows.map((row, at) => ({ ...row, id, age: 23 - at })))
  const column = <Value>(of: (row: (typeof all)[number]) => Value) => all.map(of)
  await owner.query(clear, [
    column(({ id }) => id),
    column(({ age }) => age),
    column(({ sales }) => sales),
    column(({ tax }) => tax),
    column(({ heads }) => heads),
    column(({ wage }) => wage),
    column(({ inArrears }) => inArrears),
    column(({ kwh }) => kwh),
    column(({ filed }) => filed === 1),
    column(({ paid }) => paid === 1),
  ])
}

/** Firms a statement while the city is written. */
const CHUNK = 1_000

/**
 * Founds a city of `count` firms from a seed: 24 months of three sources each, packed as the product packs them, under a live
 * consent; and the same numbers in the clear for SQL, one row a firm and month with all three sources side by side, in the order
 * of the firms, which is the kindest form for it.
 */
export async function foundPackedCity(owner: pg.Client, count: number, seed: number): Promise<void> {
  await owner.query(`CREATE TABLE bench_month (firm uuid, age smallint, sales bigint, tax bigint, heads integer, wage bigint, in_arrears boolean,
    kwh bigint, filed_late boolean, paid_late boolean)`)
  await owner.query(`SET session_replication_role = 'replica'`) // firms and portraits themselves are not what this measures
  const random = randomFrom(seed)
  const firms = Array.from({ length: count }, () => firmOf(random)).sort((a, b) => (a.id < b.id ? -1 : 1))
  for (let at = 0; at < count; at += CHUNK) await write(owner, firms.slice(at, at + CHUNK))
  await owner.query(`SET session_replication_role = 'origin'`)
  await owner.query('ANALYZE bench_month, packed_series, consent')
  await owner.query('CHECKPOINT')
}
