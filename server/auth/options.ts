import 'server-only'
import type { NextAuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { z } from 'zod'
import { clientAddress } from './client-address'

const maxAge = 24 * 3600
const credentials = z.object({
  loginName: z
    .string()
    .max(120)
    .transform((value) => value.normalize('NFKC').trim().toLowerCase()),
  password: z.string().min(1).max(200),
})

/** next-auth is the HTTP shell only: the token in the cookie carries one opaque session id, which the database knows by its hash. */
export const authOptions: NextAuthOptions = {
  session: { strategy: 'jwt', maxAge, updateAge: maxAge },
  jwt: { maxAge }, // next-auth does not copy session.maxAge here: tokens would live 30 days
  pages: { signIn: '/login', error: '/login' },
  providers: [
    Credentials({
      credentials: { loginName: {}, password: {} },
      async authorize(raw, request) {
        const input = credentials.safeParse(raw)
        if (!input.success) return null
        const { signIn } = await import('./sign-in')
        const result = await signIn(input.data.loginName, input.data.password, clientAddress(request.headers ?? {}), new Date())
        if (result.ok) {
          // Told to somebody who knows the password only: every organisation of theirs ended or disabled them.
          const { homeOrganisation } = await import('./session')
          if (!(await homeOrganisation(result.accountId))) throw new Error('no-organisation')
          return { id: result.accountId }
        }
        if (result.reason === 'throttled') throw new Error(`throttled:${result.retryAfterSeconds}`)
        return null
      },
    }),
  ],
  callbacks: {
    // Whatever next-auth put into the token (name, email, sub) is dropped.
    async jwt({ token, user, trigger }) {
      if (trigger === 'signIn' && user) {
        const { homeOrganisation, openSession } = await import('./session')
        const home = await homeOrganisation(user.id)
        return home ? { sid: await openSession(user.id, home) } : {}
      }
      return { sid: token.sid }
    },
    // Needed by currentSession() only; the route handler strips it, so that no script ever sees the id.
    session: ({ session, token }) => ({ ...session, user: undefined, sid: token.sid }),
  },
  events: {
    async signOut({ token }) {
      if (!token?.sid) return
      const { closeSession } = await import('./session')
      await closeSession(token.sid)
    },
  },
}
