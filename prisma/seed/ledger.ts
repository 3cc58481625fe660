import type { LedgerAct } from '@/server/ledger/append'
import { idAt } from './identifiers'
import type { World } from './world'

/** Puts an act on record as `appendToLedger` does, on the day on which it happened. */
export function record(world: World, by: { accountId: string; organisationId: string }, at: Date, entry: LedgerAct): void {
  world.rows.add('ledger_entry', {
    organisationId: by.organisationId,
    id: idAt(at, 'ledger', entry.act, entry.subjectId ?? '', by.organisationId, by.accountId),
    act: entry.act,
    actorId: by.accountId,
    enterpriseId: entry.enterpriseId ?? null,
    subjectId: entry.subjectId ?? null,
    at,
    body: entry.body ?? {},
  })
}
