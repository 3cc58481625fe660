import { TRPCError } from '@trpc/server'
import { Refused } from '@/server/kernel/refused'

/** Why the file of a case doesn't open now, although the case is there. */
const closings = ['portrait.budget-spent', 'lending.file-closed'] as const
export type Closing = (typeof closings)[number]

/** What a page shows, or why the file stays closed to this reader. */
export async function orClosed<Result extends object>(reading: Promise<Result>): Promise<Result | Closing> {
  try {
    return await reading
  } catch (error) {
    const refusal = error instanceof TRPCError && error.cause instanceof Refused ? error.cause.code : null
    const closing = closings.find((one) => one === refusal)
    if (closing) return closing
    throw error
  }
}
