import { readable, type SearchParams } from '@/components/ui/query-href'
import { fairnessInput, monthsInput, outcomesInput } from '@/server/monitoring/schema'

export const monthsParams = (params: SearchParams) => monthsInput.parse(readable(monthsInput.shape, params))
export const outcomesParams = (params: SearchParams) => outcomesInput.parse(readable(outcomesInput.shape, params))
export const fairnessParams = (params: SearchParams) => fairnessInput.parse(readable(fairnessInput.shape, params))
