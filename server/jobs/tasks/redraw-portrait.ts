import { z } from 'zod'
import { redrawPortrait } from '@/server/flows/build-portrait'
import { enterpriseTask } from '../task'

export const redrawPortraitTask = enterpriseTask(z.object({ consentId: z.uuid() }), async ({ payload, ...job }) => {
  await redrawPortrait(job, payload.consentId)
})
