import 'server-only'
import { getLocale } from 'next-intl/server'
import { currentSession, type Session } from '@/server/auth/session'
import type { Locale } from '@/server/i18n/locales'

/** What every procedure is given: who calls (null: nobody signed in), in which language, and the time. */
export type Context = { session: Session | null; locale: Locale; now: Date }

export const createContext = async (): Promise<Context> => ({
  session: await currentSession(),
  locale: await getLocale(),
  now: new Date(),
})
