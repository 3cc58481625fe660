import type { Actor, EnterpriseScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { NotFound, Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { findReport, setWithdrawn } from '../repository'

type Withdrawing = { tx: Tx; scope: EnterpriseScope; person: Actor; now: Date }

/**
 * Takes a report back: whoever verifies it from now on is told so and sees nothing of it. For good.
 * @throws NotFound, Refused `report.already-withdrawn`
 */
export async function withdrawReport({ tx, scope, person, now }: Withdrawing, reportId: string): Promise<void> {
  const report = await findReport(tx, scope, reportId)
  if (!report) throw new NotFound('report')
  if (!(await setWithdrawn(tx, scope, reportId, { name: person.name, at: now }))) throw new Refused('report.already-withdrawn')
  await appendToLedger(tx, person, {
    act: 'report.withdrawn',
    enterpriseId: scope.enterpriseId,
    subjectId: reportId,
    body: { number: report.number },
  })
}
