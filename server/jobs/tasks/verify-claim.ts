import { z } from 'zod'
import { verifyClaim } from '@/server/flows/verify-claim'
import { enterpriseTask } from '../task'

export const verifyClaimTask = enterpriseTask(z.object({ verificationId: z.uuid() }), verifyClaim)
