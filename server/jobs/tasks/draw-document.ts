import { z } from 'zod'
import { drawDocument } from '@/server/flows/draw-document'
import { enterpriseTask } from '../task'

export const drawDocumentTask = enterpriseTask(z.object({ documentId: z.uuid() }), async ({ payload, ...job }) => {
  await drawDocument(job, payload.documentId)
})
