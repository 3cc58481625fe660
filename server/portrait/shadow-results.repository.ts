import { z } from 'zod'
import type { Tx } from '@/server/db/transaction'
import { ShadowResult } from './domain/shadow/shadow-result'

const Results = z.array(z.object({ result: ShadowResult }))

/** What a shadow run found, one row a firm, without saying which; always in the same order. To the worker and the operator. */
export const readShadowResults = async (tx: Tx, runId: string): Promise<ShadowResult[]> =>
  Results.parse(await tx.$queryRaw`SELECT result FROM guard.shadow_results(${runId}::uuid)`).map(({ result }) => result)
