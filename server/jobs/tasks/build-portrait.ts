import { z } from 'zod'
import { buildPortraitOf } from '@/server/flows/build-portrait'
import { enterpriseTask } from '../task'

export const buildPortraitTask = enterpriseTask(z.object({ runId: z.uuid() }), async ({ payload, ...job }) => {
  await buildPortraitOf(job, payload.runId)
})
