import { handle } from 'hono/vercel'
import { api } from '@/server/rest/app'

export const dynamic = 'force-dynamic'

const handler = handle(api)

// All methods, so that the wrong one is answered by a problem with its Allow header, too.
export { handler as DELETE, handler as GET, handler as PATCH, handler as POST, handler as PUT }
