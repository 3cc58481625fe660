import { z } from 'zod'
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

/**
 * The parameters of a file's address, to the letter: a file that silently holds more than was asked for would be believed.
 * Throws the ZodError that names what is wrong; an empty value is none, as forms send it.
 * @param otherwise what is meant where nothing is said
 */
export function strictly<Schema extends z.ZodType>(schema: Schema, request: Request, otherwise: Record<string, string> = {}) {
  const given = [...new URL(request.url).searchParams].filter(([, value]) => value !== '')
  const twice = given.find(([name], at) => given.findIndex(([other]) => other === name) !== at)
  if (twice) throw new z.ZodError([{ code: 'custom', path: [twice[0]], message: 'given-twice', input: undefined }])
  return schema.parse({ ...otherwise, ...Object.fromEntries(given) })
}
