import { applyRouter } from '@/server/apply/router'
import { cageRouter } from '@/server/cage/router'
import { cardsRouter } from '@/server/cards/router'
import { catalogueRouter } from '@/server/catalogue/router'
import { copiesRouter } from '@/server/consent/copies.router'
import { consentRouter } from '@/server/consent/router'
import { disbursementRouter } from '@/server/disbursement/router'
import { accountRouter } from '@/server/identity/account.router'
import { operatorRouter } from '@/server/identity/operator.router'
import { registrationRouter } from '@/server/identity/registration.router'
import { staffRouter } from '@/server/identity/staff.router'
import { keysRouter } from '@/server/keys/router'
import { ledgerRouter } from '@/server/ledger/router'
import { lendingRouter } from '@/server/lending/router'
import { matchingRouter } from '@/server/matching/router'
import { monitoringRouter } from '@/server/monitoring/router'
import { notifyRouter } from '@/server/notify/router'
import { portraitRouter } from '@/server/portrait/router'
import { cardVersionsRouter } from '@/server/portrait/versions.router'
import { reportRouter } from '@/server/report/router'
import { feedHealthRouter } from '@/server/sources/feed-health.router'
import { retentionRouter } from '@/server/sources/retention.router'
import { sourcesRouter } from '@/server/sources/router'
import { statisticsRouter } from '@/server/statistics/router'
import { router } from './init'

export const appRouter = router({
  account: accountRouter,
  feedHealth: feedHealthRouter,
  retention: retentionRouter,
  operator: operatorRouter,
  registration: registrationRouter,
  staff: staffRouter,
  applying: applyRouter,
  cards: cardsRouter,
  cardVersions: cardVersionsRouter,
  cage: cageRouter,
  catalogue: catalogueRouter,
  consent: consentRouter,
  copies: copiesRouter,
  disbursement: disbursementRouter,
  keys: keysRouter,
  ledger: ledgerRouter,
  lending: lendingRouter,
  matching: matchingRouter,
  monitoring: monitoringRouter,
  notify: notifyRouter,
  portrait: portraitRouter,
  report: reportRouter,
  sources: sourcesRouter,
  statistics: statisticsRouter,
})
export type AppRouter = typeof appRouter
