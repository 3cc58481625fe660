import 'server-only'
import { headers } from 'next/headers'
import { getLocale } from 'next-intl/server'
import { clientAddress } from '@/server/auth/client-address'
import { currentSession, type Session } from '@/server/auth/session'
import type { Locale } from '@/server/i18n/locales'

/** What every procedure is given: who calls (null: nobody signed in), in which language, and the time. */
export type Context = {
  session: Session | null
  locale: Locale
  now: Date
  /** Where the request came from, for throttling. */
  address?: string
}

export const createContext = async (): Promise<Context> => ({
  session: await currentSession(),
  locale: await getLocale(),
  now: new Date(),
  address: clientAddress(Object.fromEntries(await headers())),
})
