import NextAuth from 'next-auth'
import { authOptions } from '@/server/auth/options'
import { boundedRequest, tooLarge } from '../../bounded-request'

// The browser never needs the session's body: the id stays in the HttpOnly cookie.
const handler = NextAuth({
  ...authOptions,
  callbacks: { ...authOptions.callbacks, session: ({ session }) => ({ ...session, user: undefined }) },
})

/** A login name, a password and a token. */
const mostBytes = 16 * 1024

export { handler as GET }

export async function POST(request: Request, context: unknown): Promise<Response> {
  const bounded = await boundedRequest(request, mostBytes)
  return bounded ? handler(bounded, context) : tooLarge()
}
