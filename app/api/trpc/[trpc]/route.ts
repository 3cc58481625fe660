import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { isForeign } from '@/server/auth/same-origin'
import { createContext } from '@/server/trpc/context'
import { appRouter } from '@/server/trpc/root'

export const dynamic = 'force-dynamic'

const handler = (request: Request) =>
  isForeign(request)
    ? new Response(null, { status: 403 })
    : fetchRequestHandler({
        endpoint: '/api/trpc',
        req: request,
        router: appRouter,
        allowMethodOverride: true,
        maxBatchSize: 10,
        createContext,
      })

export { handler as POST }
