import { firstOf, readable, type SearchParams } from '@/components/ui/query-href'
import { isPlainDate, type PlainDate } from '@/server/kernel/dates'
import { breakdownInput, overviewInput, recordsInput } from '@/server/statistics/schema'

const past = (day: string | undefined, today: PlainDate) => (day && isPlainDate(day) && day <= today ? day : undefined)

/** Date and selection of the dashboard; a date to come is none. */
export function overviewParams(params: SearchParams, today: PlainDate) {
  const read = readable(overviewInput.shape, params)
  return overviewInput.parse({ ...read, asOf: past(read.asOf, today) })
}

export function breakdownParams(params: SearchParams, today: PlainDate) {
  const read = readable(breakdownInput.shape, params)
  return breakdownInput.parse({ by: 'institution', ...read, asOf: past(read.asOf, today) })
}

export function recordsParams(params: SearchParams) {
  const { page: _, ...shape } = recordsInput.shape
  const page = Number(firstOf(params.page) ?? 1)
  return recordsInput.parse({
    ...readable(shape, params),
    page: Number.isSafeInteger(page) && page >= 1 && page <= 10_000 ? page : 1,
  })
}

export type FilterName = Exclude<keyof typeof breakdownInput.shape | keyof typeof recordsInput.shape, 'page'>

/** Filters that the address has and `read` does not: a page that left some out says so. */
export const leftOut = (
  params: SearchParams,
  read: Partial<Record<FilterName, string>>,
  shape: Partial<Record<FilterName, unknown>>,
): FilterName[] =>
  (Object.keys(shape) as FilterName[]).filter((name) => {
    const asked = firstOf(params[name])
    return asked !== undefined && asked !== '' && asked !== read[name]
  })
