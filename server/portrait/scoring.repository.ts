import { z } from 'zod'
import { clientOf } from '@/server/db/client'
import type { Tx } from '@/server/db/transaction'
import { CardTerms } from './domain/card-terms'
import { runKinds } from './domain/card-versions'
import type { ShadowReport, ShadowResult } from './domain/shadow/shadow-result'
import { IndicatorReading } from './schema'

// The worker's side of a run over the city. Progress lies in rows, one an enterprise, each settled once.

const Leased = z.array(
  z.object({
    id: z.string(),
    kind: z.enum(runKinds),
    organisationId: z.string(),
    startedBy: z.string(),
    card: CardTerms.nullable(),
    against: z.string(),
  }),
)
export type LeasedRun = z.infer<typeof Leased>[number]

/** An open run for this holder alone, for so many seconds more; null where there is none, or another holds it. */
export const leaseRun = async (holder: string, seconds: number): Promise<LeasedRun | null> =>
  Leased.parse(
    await clientOf('worker').$queryRaw`SELECT * FROM guard.lease_scoring_run(${holder}::uuid, ${seconds}::integer)`,
  )[0] ?? null

/** The next enterprises that still wait in a run. */
export const listWaiting = async (runId: string, most: number): Promise<string[]> => {
  const rows = await clientOf('worker').$queryRaw<{ id: string }[]>`
    SELECT enterprise_id AS id FROM guard.scoring_waiting(${runId}::uuid, ${most}::integer)`
  return rows.map(({ id }) => id)
}

/** Whether the enterprise that the transaction has entered still waits; held until the transaction ends. */
export async function holdItem(tx: Tx, runId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ held: boolean }[]>`SELECT guard.hold_scoring_item(${runId}::uuid) AS held`
  return row?.held ?? false
}

export type ItemState = 'DONE' | 'NO_CONSENT' | 'NO_DATA' | 'FAILED'

/** Settles the entered enterprise if it still waits; false where it was settled before. */
export async function settleItem(tx: Tx, runId: string, state: ItemState): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ settled: boolean }[]>`SELECT guard.settle_scoring_item(${runId}::uuid, ${state}) AS settled`
  return row?.settled ?? false
}

const Part = z.array(
  z.object({
    enterpriseId: z.string(),
    countyCode: z.string(),
    size: z.string().nullable(),
    live: z.boolean(),
    readings: z
      .array(z.discriminatedUnion('state', [IndicatorReading.options[0].omit({ evidence: true }), IndicatorReading.options[1]]))
      .nullable(),
  }),
)

/** The next firms of a shadow run with their figures; held until the transaction ends. */
export const takePart = async (tx: Tx, runId: string, most: number) =>
  Part.parse(await tx.$queryRaw`SELECT * FROM guard.shadow_batch(${runId}::uuid, ${most}::integer)`)

type Found = { enterpriseId: string; state: ItemState; result?: ShadowResult }

/** Settles a part; each only where it still waits. */
export const recordPart = (tx: Tx, runId: string, found: readonly Found[]) =>
  tx.$executeRaw`SELECT guard.record_shadow(${runId}::uuid, ${JSON.stringify(found)}::jsonb)`

/** Ends a run in which nobody waits any more; false where it was ended before. */
export async function finishRun(tx: Tx, runId: string, end: { report: ShadowReport; digest: string } | null): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ ended: boolean }[]>`
    SELECT guard.finish_scoring_run(${runId}::uuid, ${end && JSON.stringify(end.report)}::jsonb, ${end?.digest ?? null}) AS ended`
  return row?.ended ?? false
}
