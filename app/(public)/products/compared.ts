import { firstOf, type SearchParams } from '@/components/ui/query-href'

export const MOST_COMPARED = 3

/** The products picked for comparison, in the order they were picked: `compare=id,id,id`, three at most. */
export const comparedIds = (params: SearchParams): string[] =>
  [...new Set((firstOf(params.compare) ?? '').slice(0, 200).split(',').filter(Boolean))].slice(0, MOST_COMPARED)
