import { TRPCError } from '@trpc/server'
import { notFound } from 'next/navigation'

/** What a page shows, or the not-found page: for what isn't there, isn't theirs, or has an address that cannot be. */
export async function orNotFound<Result>(reading: Promise<Result>): Promise<Result> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof TRPCError && (error.code === 'NOT_FOUND' || error.code === 'BAD_REQUEST')) notFound()
    throw error
  }
}
