import type { OfficeScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import type { PlainDate } from '@/server/kernel/dates'
import type { Selection } from '../schema'

/** Applications since launch by where they stood at the end of a day; submitted is the sum of the others. */
export type Pipeline = { submitted: number; granted: number; refused: number; ended: number; pending: number }

export async function pipelineOn(
  tx: Tx,
  _office: OfficeScope,
  asOf: PlainDate,
  { institution, county, industry, size }: Selection,
) {
  const [row] = await tx.$queryRaw<Record<keyof Pipeline, bigint>[]>`
    SELECT * FROM totals.pipeline(${asOf}::date, ${institution ?? null}::uuid, ${county ?? null}, ${industry ?? null}, ${size ?? null})`
  const { submitted = 0n, granted = 0n, refused = 0n, ended = 0n, pending = 0n } = row ?? {}
  const counts: Pipeline = {
    submitted: Number(submitted),
    granted: Number(granted),
    refused: Number(refused),
    ended: Number(ended),
    pending: Number(pending),
  }
  return counts
}
