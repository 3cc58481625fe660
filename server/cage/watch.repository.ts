import { clientOf } from '@/server/db/client'
import type { Alert, CageFacts, ExportFact, LookbackFact, ReadFact, UndecidedFact } from './domain/rules'

// What the watch looks at, across tenants: definer functions that tell who read whose data when, and nothing of the data.

/** Facts since an instant; reads that may have come to no decision lie between the two others. */
export async function readFacts(since: Date, undecided: { from: Date; before: Date }): Promise<CageFacts> {
  const db = clientOf('worker')
  return {
    reads: await db.$queryRaw<ReadFact[]>`SELECT * FROM guard.cage_reads(${since}::timestamptz)`,
    exports: await db.$queryRaw<ExportFact[]>`SELECT * FROM guard.cage_exports(${since}::timestamptz)`,
    undecided: await db.$queryRaw<UndecidedFact[]>`
      SELECT * FROM guard.cage_undecided(${undecided.from}::timestamptz, ${undecided.before}::timestamptz)`,
    lookbacks: await db.$queryRaw<LookbackFact[]>`SELECT * FROM guard.cage_lookbacks(${since}::timestamptz)`,
  }
}

/** Stores an alert and tells the auditors; false where the same was raised within its quiet time. */
export async function raiseAlert(alert: Alert): Promise<boolean> {
  const { rule, subject, at, quietMs, organisationId, accountId, enterpriseId, facts } = alert
  const [row] = await clientOf('worker').$queryRaw<{ raised: boolean }[]>`
    SELECT guard.raise_alert(${rule}, ${subject}, ${at}::timestamptz, make_interval(secs => ${quietMs / 1000}::float8), ${organisationId}::uuid,
      ${accountId}::uuid, ${enterpriseId}::uuid, ${JSON.stringify(facts)}::jsonb) AS raised`
  return row?.raised ?? false
}
