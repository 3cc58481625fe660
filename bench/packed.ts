import { randomUUID } from 'node:crypto'
import { loadavg } from 'node:os'
import pg from 'pg'
import { scorePacked } from '@/server/flows/score-packed'
import { nobody } from '@/server/jobs/task'
import { firmOffsets, LENGTH_BYTES } from '@/server/portrait/domain/packed/layout'
import { type CardFactor, cardOn } from '@/server/portrait/domain/score-card'
import type { IndicatorId } from '@/server/portrait/schema'
import { leaseRun } from '@/server/portrait/scoring.repository'
import { BENCH_DAY, foundPackedCity } from './packed-city'
import { type Bench, type BenchOptions, rounded } from './row'

/** Enterprises of the bench's city; a smaller number only to try the bench. */
const firms = Number(process.env.BENCH_PORTRAIT_FIRMS ?? 100_000)
const ROUNDS = 3

/** A run over all firms, as the operator's click makes it, but without the drawing that follows. */
async function beginRun(owner: pg.Client): Promise<string> {
  const runId = randomUUID()
  await owner.query(
    `INSERT INTO guard.scoring_run (id, kind, organisation_id, against, started_by, total) VALUES ($1, 'RESCORE', $2, 'bench', $2, $3)`,
    [runId, nobody, firms],
  )
  await owner.query(`INSERT INTO guard.scoring_item (run_id, enterprise_id) SELECT $1, "enterpriseId" FROM packed_series`, [
    runId,
  ])
  await owner.query('SELECT guard.split_scoring_run($1, 4000)', [runId])
  return runId
}

/**
 * Firms a second of the product's own step one: packed rows read, 87 of 91 figures (no factor asks for the other four, and the peer
 * reckons none of them), score, reasons and bars, written back, on record.
 */
async function ours(owner: pg.Client): Promise<number> {
  const runId = await beginRun(owner)
  const from = performance.now()
  const holder = randomUUID()
  for (let run = await leaseRun(holder, 60); run; run = await leaseRun(holder, 60))
    if (await scorePacked(run, cardOn(BENCH_DAY), BENCH_DAY)) break
  const seconds = (performance.now() - from) / 1000
  const { rows } = await owner.query<{ scored: number }>(
    'SELECT count(*)::int AS scored FROM guard.scored_firm WHERE run_id = $1',
    [runId],
  )
  if (rows[0]?.scored !== firms) throw new Error(`${rows[0]?.scored} of ${firms} firms were scored`)
  return firms / seconds
}

/** Ends the open run as the last drawing would. */
async function endRun(owner: pg.Client): Promise<void> {
  await owner.query(`DELETE FROM guard.scored_firm`)
  await owner.query(`DELETE FROM guard.scoring_item`)
  await owner.query(`UPDATE guard.scoring_run SET finished_at = now()`)
  await owner.query('VACUUM (ANALYZE) guard.scored_firm, guard.scoring_item')
}

/** Lets the portraits stand as the first run scored them, but of every thirtieth firm: as on a morning on which some have moved. */
const byte = (offset: number) => LENGTH_BYTES + offset
const settleStanding = (owner: pg.Client) =>
  owner.query(`UPDATE packed_series p SET body = set_byte(set_byte(set_byte(p.body, ${byte(firmOffsets.score)}, s.score & 255), ${byte(firmOffsets.score + 1)},
      s.score >> 8), ${byte(firmOffsets.grade)}, s.grade)
    FROM guard.scored_firm s WHERE s.enterprise_id = p."enterpriseId" AND hashtext(p."enterpriseId"::text) % 30 <> 0`)

const year = 'age < 12'
const sum = (of: string, ages: string) => `sum(${of}) FILTER (WHERE ${ages})`
const count = (what: string) => `count(*) FILTER (WHERE ${what})`
const share = (part: string, whole: string) => `div((${part}) * 10000, nullif(${whole}, 0))`
const growth = (of: string, now = year, before = 'age >= 12') => share(`${sum(of, now)} - ${sum(of, before)}`, sum(of, before))
const spread = (of: string) =>
  `round(stddev_pop(${of}) FILTER (WHERE ${year}) * 10000 / nullif(avg(${of}) FILTER (WHERE ${year}), 0))`
const most = (of: string, ages: string) => `max(${of}) FILTER (WHERE ${ages})`
/**
 * Figures that one pass over months gives in SQL. Medians of a season, change points, bars and records are left to us, and the
 * spread is the standard deviation, which SQL has, instead of the mean deviation: all of it favours the peer.
 */
const figures: Partial<Record<IndicatorId, string>> = {
  'operation.salesGrowth12m': growth('sales'),
  'operation.salesGrowth3m': growth('sales', 'age < 3', 'age BETWEEN 12 AND 14'),
  'operation.salesVolatility12m': spread('sales'),
  'operation.salesPeakShare12m': share(most('sales', year), sum('sales', year)),
  'operation.salesPerHead12m': `div(${sum('sales', year)} * 12, nullif(${sum('heads', year)}, 0))`,
  'operation.salesPerKwh12m': `div(${sum('sales', year)}, nullif(${sum('kwh', year)}, 0))`,
  'tax.taxableSales12m': sum('sales', year),
  'tax.taxPaid12m': sum('tax', year),
  'tax.taxPaidGrowth12m': growth('tax'),
  'tax.taxBurden12m': share(sum('tax', year), sum('sales', year)),
  'tax.zeroDeclarationMonths12m': count(`${year} AND sales = 0`),
  'tax.lateFilings12m': count(`${year} AND filed_late`),
  'tax.lateFilings24m': count('filed_late'),
  'social.insuredHeadcount': most('heads', 'age = 0'),
  'social.averageHeadcount12m': `div(${sum('heads', year)}, 12)`,
  'social.headcountTrend12m': growth('heads'),
  'social.headcountVolatility12m': spread('heads'),
  'social.wageBase12m': sum('wage', year),
  'social.wageBasePerHead12m': `div(${sum('wage', year)}, nullif(${sum('heads', year)}, 0))`,
  'social.arrearsMonths12m': count(`${year} AND in_arrears`),
  'social.arrearsMonths24m': count('in_arrears'),
  'utilities.capacityScore': `(div(${sum('kwh', year)}, 12000) + 1) * 10`,
  'utilities.capacityUtilisation': share(most('kwh', 'age = 0'), most('kwh', 'age BETWEEN 1 AND 12')),
  'utilities.capacityGrowth12m': growth('kwh'),
  'utilities.onTimePayment12m': `(12 - ${count(`${year} AND paid_late`)}) * 10000 / 12`,
  'utilities.electricity12m': sum('kwh', year),
  'utilities.electricityVolatility12m': spread('kwh'),
  'utilities.idleMonths12m': count(`${year} AND kwh = 0`),
  'utilities.salesPowerCorrelation24m': 'trunc(corr(sales, kwh) * 10000)',
}

const pointsOf = ({ neutral, bins }: CardFactor, place: number) => {
  const steps = [...bins]
    .reverse()
    .map(({ from, points }) => (from === null ? `ELSE ${points}` : `WHEN f[${place}] >= ${from} THEN ${points}`))
  return `CASE WHEN f[${place}] IS NULL THEN ${neutral} ${steps.join(' ')} END`
}

/** Firms a second of one INSERT … SELECT: the figures, the points of those that the card asks for, the sum, written back. */
async function sql(owner: pg.Client): Promise<number> {
  const ids = Object.keys(figures)
  const { factors } = cardOn(BENCH_DAY)
  const known = factors.filter(({ indicatorId }) => figures[indicatorId])
  const points = known.map((factor) => pointsOf(factor, ids.indexOf(factor.indicatorId) + 1))
  const statement = `INSERT INTO bench_score SELECT firm, 300 + (SELECT sum(p) FROM unnest(points) p), points FROM (
    SELECT firm, ARRAY[${points.join(', ')}]::smallint[] AS points FROM (
      SELECT firm, ARRAY[${Object.values(figures).join(', ')}]::numeric[] AS f FROM bench_month GROUP BY firm) a) b`
  await owner.query('CREATE TABLE bench_score (firm uuid PRIMARY KEY, score smallint, points smallint[])')
  let best = 0
  for (let round = 0; round < ROUNDS; round++) {
    await owner.query('TRUNCATE bench_score')
    const from = performance.now()
    const { rowCount } = await owner.query(statement)
    best = Math.max(best, ((rowCount ?? 0) * 1000) / (performance.now() - from))
  }
  return best
}

async function run({ ownerUrl, seed }: BenchOptions) {
  const owner = new pg.Client(ownerUrl)
  await owner.connect()
  await foundPackedCity(owner, firms, seed)
  await ours(owner) // warm
  await settleStanding(owner)
  await endRun(owner)
  await owner.query('VACUUM (ANALYZE) packed_series')
  let scored = 0
  for (let round = 0; round < ROUNDS; round++) {
    scored = Math.max(scored, await ours(owner))
    await endRun(owner)
  }
  const peer = await sql(owner)
  await owner.query(`DROP TABLE bench_month, bench_score; SET session_replication_role = 'replica';
    DELETE FROM packed_series WHERE "enterpriseId" = "consentId"; DELETE FROM consent WHERE "enterpriseId" = id`)
  await owner.end()
  console.log(`  ${firms} firms; load average ${loadavg()[0]?.toFixed(1)}`)
  const name = `SQL in PostgreSQL, ${Object.keys(figures).length} of the figures, one wide row a firm and month`
  const ratio = scored / peer
  return {
    bench: 'portrait',
    unit: 'firms/s',
    ours: rounded(scored),
    peers: { [name]: rounded(peer) },
    ratio: { [name]: rounded(ratio) },
    target: '≥ 5 × SQL',
    met: ratio >= 5,
  }
}

export const portraitBench: Bench = { name: 'portrait', run }
