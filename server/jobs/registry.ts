import type { Task } from './task'
import type { TaskName } from './tasks'
import { buildPortraitTask } from './tasks/build-portrait'
import { expireConsentsTask } from './tasks/expire-consents'
import { pullSourceTask } from './tasks/pull-source'
import { tellAgenciesTask } from './tasks/tell-agencies-consent-ended'

/** Every task by its name in the queue; one file each under tasks/. A queued task that is missing here does not compile. */
export const registry = {
  'pull-source': pullSourceTask,
  'build-portrait': buildPortraitTask,
  'tell-agencies-consent-ended': tellAgenciesTask,
  'expire-consents': expireConsentsTask,
} satisfies Record<TaskName, Task> & Record<string, Task>
