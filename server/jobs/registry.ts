import type { Task } from './task'
import type { TaskName } from './tasks'
import { buildPortraitTask } from './tasks/build-portrait'
import { checkSourcesTask } from './tasks/check-sources'
import { collectFeedsTask } from './tasks/collect-feeds'
import { drawDocumentTask } from './tasks/draw-document'
import { endRetentionTask } from './tasks/end-retention'
import { escalateApplicationsTask } from './tasks/escalate-applications'
import { expireConsentsTask } from './tasks/expire-consents'
import { expireOffersTask } from './tasks/expire-offers'
import { followRegistersTask } from './tasks/follow-registers'
import { freeLeftCasesTask } from './tasks/free-left-cases'
import { lapseWithoutConsentTask } from './tasks/lapse-without-consent'
import { pullSourceTask } from './tasks/pull-source'
import { recomputeDeadlinesTask } from './tasks/recompute-deadlines'
import { redrawPortraitTask } from './tasks/redraw-portrait'
import { scoreCityTask } from './tasks/score-city'
import { tellAgenciesTask } from './tasks/tell-agencies-consent-ended'
import { verifyClaimTask } from './tasks/verify-claim'
import { watchCageTask } from './tasks/watch-cage'

/** Every task by its name in the queue; one file each under tasks/. A queued task that is missing here does not compile. */
export const registry = {
  'pull-source': pullSourceTask,
  'build-portrait': buildPortraitTask,
  'redraw-portrait': redrawPortraitTask,
  'verify-claim': verifyClaimTask,
  'tell-agencies-consent-ended': tellAgenciesTask,
  'score-city': scoreCityTask,
  'draw-document': drawDocumentTask,
  'collect-feeds': collectFeedsTask,
  'check-sources': checkSourcesTask,
  'expire-consents': expireConsentsTask,
  'end-retention': endRetentionTask,
  'follow-registers': followRegistersTask,
  'escalate-applications': escalateApplicationsTask,
  'free-left-cases': freeLeftCasesTask,
  'expire-offers': expireOffersTask,
  'lapse-without-consent': lapseWithoutConsentTask,
  'recompute-deadlines': recomputeDeadlinesTask,
  'watch-cage': watchCageTask,
} satisfies Record<TaskName, Task> & Record<string, Task>
