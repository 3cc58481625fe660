import { TRPCError } from '@trpc/server'

/** What a page shows, or `unlogged`: the look could not be put into the ledger in time, so that nothing of it may be shown. */
export async function orUnlogged<Result>(reading: Promise<Result>): Promise<Result | 'unlogged'> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof TRPCError && error.code === 'SERVICE_UNAVAILABLE') return 'unlogged'
    throw error
  }
}
