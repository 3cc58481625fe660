import type { OfficeScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import type { Month, PlainDate } from '@/server/kernel/dates'
import type { Dimension } from '../domain/definitions'
import { addSums, type Sums } from '../domain/figures'
import type { Selection } from '../schema'

/** Sums of one month, of the whole (`all`, key null) or of one part of it; every field adds up over parts and months. */
export type MonthSums = {
  dimension: 'all' | 'institution' | 'county' | 'industry' | 'size'
  key: string | null
  month: Month
  registered: bigint
  applications: bigint
  granted_applications: bigint
  granted_fen: bigint
  disbursed_fen: bigint
  credit_disbursed_fen: bigint
  renewal_fen: bigint
  first_loan_fen: bigint
  repaid_fen: bigint
  credit_repaid_fen: bigint
  rate_weight: bigint
  written_off_fen: bigint
  credit_written_off_fen: bigint
}

/** Cut by one dimension, or for the dashboard by institution and by county at once. A cut by month needs the whole only. */
export type Cut = Dimension | 'overview'

/** What a day's totals are made of, by month: of the whole and of each part. One walk over the facts. */
export const monthSums = (
  tx: Tx,
  _office: OfficeScope,
  cut: Cut,
  asOf: PlainDate,
  { institution, county, industry, size }: Selection,
) =>
  tx.$queryRaw<MonthSums[]>`
    SELECT * FROM totals.months(${cut}, ${asOf}::date, ${institution ?? null}::uuid, ${county ?? null}, ${industry ?? null}, ${size ?? null})`

/**
 * The sums of a period from those of its months. Flows are of the months from `from` (null: since launch) on; stocks are
 * what stands at the end of `to`.
 */
export function sumsOfMonths(rows: readonly MonthSums[], from: Month | null, to: Month): Sums {
  return addSums(
    rows.flatMap((row) => {
      if (row.month > to) return []
      const flows = from === null || row.month >= from
      const flow = (value: bigint) => (flows ? value : 0n)
      return {
        registeredEnterprises: row.registered,
        applications: flow(row.applications),
        grantedApplications: flow(row.granted_applications),
        grantedFen: flow(row.granted_fen),
        disbursedFen: flow(row.disbursed_fen),
        renewalFen: flow(row.renewal_fen),
        firstLoanFen: flow(row.first_loan_fen),
        repaidFen: flow(row.repaid_fen),
        writtenOffFen: flow(row.written_off_fen),
        balanceFen: row.disbursed_fen - row.repaid_fen - row.written_off_fen,
        creditBalanceFen: row.credit_disbursed_fen - row.credit_repaid_fen - row.credit_written_off_fen,
        rateWeight: flow(row.rate_weight),
      }
    }),
  )
}

/** The rows of a dimension by key. */
export function byKey(rows: readonly MonthSums[], dimension: MonthSums['dimension']): Map<string, MonthSums[]> {
  const parts = new Map<string, MonthSums[]>()
  for (const row of rows) {
    if (row.dimension !== dimension || row.key === null) continue
    const part = parts.get(row.key)
    if (part) part.push(row)
    else parts.set(row.key, [row])
  }
  return parts
}
