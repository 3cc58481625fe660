import { firstOf, type SearchParams } from '@/components/ui/query-href'
import { isPlainDate, type PlainDate } from '@/server/kernel/dates'
import { breakdownInput, overviewInput, recordsInput } from '@/server/statistics/schema'

/** What the address says, part by part: what it says wrongly is left out, so that no link ever breaks a page. */
function readable<Shape extends Record<string, { safeParse: (value: unknown) => { success: boolean } }>>(
  shape: Shape,
  params: SearchParams,
): Record<string, string> {
  const read: Record<string, string> = {}
  for (const [name, field] of Object.entries(shape)) {
    const value = firstOf(params[name])
    if (value && field.safeParse(value).success) read[name] = value
  }
  return read
}

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
