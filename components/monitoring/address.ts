import { firstOf, type SearchParams } from '@/components/ui/query-href'
import { fairnessInput, monthsInput, outcomesInput } from '@/server/monitoring/schema'

type Field = { safeParse: (value: unknown) => { success: boolean } }

/** What the address says and the page understands; the rest is left out, so that no link breaks a page. */
function readable(shape: Record<string, Field>, params: SearchParams): Record<string, string> {
  const read = Object.entries(shape).flatMap(([name, field]) => {
    const value = firstOf(params[name])
    return value && field.safeParse(value).success ? [[name, value] as const] : []
  })
  return Object.fromEntries(read)
}

export const monthsParams = (params: SearchParams) => monthsInput.parse(readable(monthsInput.shape, params))
export const outcomesParams = (params: SearchParams) => outcomesInput.parse(readable(outcomesInput.shape, params))
export const fairnessParams = (params: SearchParams) => fairnessInput.parse(readable(fairnessInput.shape, params))
