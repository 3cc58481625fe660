export type SearchParams = Record<string, string | string[] | undefined>

/** The first value of a parameter, as pages get them from Next. */
export const firstOf = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value)

/** The address of the same list with some parameters changed; `undefined` or '' removes one. */
export function queryHref(path: string, current: SearchParams, changes: Record<string, string | number | undefined>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(current)) {
    if (name in changes) continue
    for (const item of Array.isArray(value) ? value : [value]) if (item) params.append(name, item)
  }
  for (const [name, value] of Object.entries(changes)) if (value !== undefined && value !== '') params.set(name, String(value))
  const query = params.toString()
  return query ? `${path}?${query}` : path
}

/** What the address says, part by part: what it says wrongly is left out, so that no link ever breaks a page. */
export function readable<Shape extends Record<string, { safeParse: (value: unknown) => { success: boolean } }>>(
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
