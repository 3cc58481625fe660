import { z } from 'zod'
import { pullSource } from '@/server/flows/pull-source'
import { DataClass } from '@/server/sources/schema'
import { enterpriseTask } from '../task'

export const pullSourceTask = enterpriseTask(z.object({ runId: z.uuid(), dataClass: DataClass }), ({ payload, ...job }) =>
  pullSource(job, payload),
)
