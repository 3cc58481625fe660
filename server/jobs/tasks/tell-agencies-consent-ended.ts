import { z } from 'zod'
import { tellAgencies } from '@/server/flows/tell-agencies'
import { enterpriseTask } from '../task'

export const tellAgenciesTask = enterpriseTask(z.object({ consentId: z.uuid() }), ({ payload, ...job }) =>
  tellAgencies(job, payload.consentId),
)
