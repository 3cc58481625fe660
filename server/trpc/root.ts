import { consentRouter } from '@/server/consent/router'
import { ledgerRouter } from '@/server/ledger/router'
import { notifyRouter } from '@/server/notify/router'
import { portraitRouter } from '@/server/portrait/router'
import { sourcesRouter } from '@/server/sources/router'
import { router } from './init'

export const appRouter = router({
  consent: consentRouter,
  ledger: ledgerRouter,
  notify: notifyRouter,
  portrait: portraitRouter,
  sources: sourcesRouter,
})
export type AppRouter = typeof appRouter
