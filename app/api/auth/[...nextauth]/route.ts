import NextAuth from 'next-auth'
import { authOptions } from '@/server/auth/options'

// The browser never needs the session's body: the id stays in the HttpOnly cookie.
const handler = NextAuth({
  ...authOptions,
  callbacks: { ...authOptions.callbacks, session: ({ session }) => ({ ...session, user: undefined }) },
})

export { handler as GET, handler as POST }
