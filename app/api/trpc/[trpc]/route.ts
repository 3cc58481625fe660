import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { isForeign } from '@/server/auth/same-origin'
import { createContext } from '@/server/trpc/context'
import { appRouter } from '@/server/trpc/root'
import { boundedRequest, tooLarge } from '../../bounded-request'

export const dynamic = 'force-dynamic'

/** The largest input is a score card of 512 KB in base64; reports come in a route of their own. */
const mostBytes = 1024 * 1024

export async function POST(request: Request): Promise<Response> {
  if (isForeign(request)) return new Response(null, { status: 403 })
  const bounded = await boundedRequest(request, mostBytes)
  if (!bounded) return tooLarge()
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req: bounded,
    router: appRouter,
    allowMethodOverride: true,
    maxBatchSize: 10,
    createContext,
  })
}
