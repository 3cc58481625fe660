import { uuidv7 } from 'uuidv7'
import type { Permission } from '@/server/auth/permissions'
import { shanghaiDate } from '@/server/kernel/dates'
import { indicatorIds } from '@/server/portrait/schema'
import { dataClasses } from '@/server/sources/schema'
import { appRouter } from '@/server/trpc/root'
import type { CanaryWorld } from './canary-world.fixture'

type Schema = { safeParse: (input: unknown) => { success: boolean } }
type Procedure = { _def: { type: string; meta: { permission: Permission }; inputs: Schema[] } }
export type ReadProcedure = { path: string; permission: Permission; inputs: unknown[] }

/** Changes nothing but the record of the look: what a holder of a credit report sees. */
const readingMutations = ['report.verify']
/** Figures whose records tell of months, of cases with their parties' sums, and of single values. */
const figures = indicatorIds.filter((id) =>
  /^(operation\.salesGrowth12m|tax\.taxPaid12m|social\.wageBase12m|compliance\.openDefendantAmount|capability\.bidAmount24m|stability\.registeredCapital)$/.test(
    id,
  ),
)

/** Whatever the crawl can ask about: every procedure gets those of these that its schema takes. */
function everyInput({ ids, own, report, snapshotIds }: CanaryWorld): unknown[] {
  const { applicationId, consentId, portraitId, batchId, deliveryId, claimId, matchingId, productId, enterpriseId } = ids
  const institutionId = own.INSTITUTION
  const each = <One>(values: readonly One[], of: (one: One) => unknown) => values.map(of)
  const ask = { amountFen: 100_000_000n, termMonths: 12 }
  const today = shanghaiDate(new Date())
  const span = { from: today, to: shanghaiDate(new Date(Date.now() + 200 * 86_400_000)) }
  const retention = { unit: 'MONTH', value: 12 }
  const recipient = { kind: 'INSTITUTION', institutionId, applicationId }
  const kinds = ['applications', 'granted', 'disbursements', 'repayments', 'writeOffs', 'balance', 'enterprises']
  return [
    undefined,
    {},
    { page: 1 },
    { applicationId },
    ...each(['LOAN_REVIEW', 'LOAN_APPROVAL', 'CONTRACT'], (purpose) => ({ applicationId, purpose })),
    { consentId },
    { consentId: matchingId },
    { portraitId },
    { snapshotIds },
    { enterpriseId },
    { productId },
    { batchId, page: 1 },
    { documentId: consentId },
    { copyId: consentId },
    { readId: consentId },
    { reportId: consentId },
    { reportId: report.id },
    { number: report.number, code: report.code },
    { draftId: consentId },
    { claimId: consentId },
    { cardId: consentId },
    { cardId: consentId, values: [] },
    ...each([portraitId, applicationId, deliveryId, claimId, institutionId], (id) => ({ id })),
    ...each(kinds, (kind) => ({ kind, page: 1 })),
    ...each(['DISBURSEMENT', 'REPAYMENT'], (kind) => ({ kind, page: 1 })),
    { report: 'DISBURSEMENT', page: 1 },
    { tab: 'ALL' },
    { tab: 'ALL', applicationId },
    { asOf: '2026-11-20' },
    { by: 'institution' },
    { window: 'month' },
    ...each(['BANK', 'OFFICER', 'PURPOSE', 'HOUR'], (dimension) => ({ window: 'month', dimension })),
    ...each(dataClasses, (dataClass) => ({ dataClass })),
    ...each(figures, (indicatorId) => ({ indicatorId })),
    ...each(figures, (indicatorId) => ({ applicationId, indicatorId, purpose: 'LOAN_REVIEW' })),
    { runId: consentId },
    { runId: consentId, page: 1 },
    { grade: 'A' },
    { institutionId, productId },
    { institutionId, productId, version: 1, termMonths: 12 },
    {
      recipient,
      dataClasses: ['TAX'],
      ...span,
      lookbackMonths: 24,
      retention,
      purpose: 'LOAN_APPLICATION',
      consentMode: 'STORE',
      fetchType: 'ONETIME',
    },
    { dataClasses: ['TAX'], ...span, lookbackMonths: 24, rhythm: 'ONCE', retention },
    { productId, ask, lineFen: null },
    { ask },
    { ask, productIds: [productId] },
    { ask, productId },
    { token: 'x'.repeat(43) },
    { creditCode: '91610802MA70ABCD7Q' },
    { id: uuidv7(), page: 1 },
  ]
}

/** Every procedure that reads, with each way in which it may be asked. A new one is in here by itself. */
export function readProcedures(world: CanaryWorld): ReadProcedure[] {
  const flat: unknown = appRouter._def.procedures
  const inputs = everyInput(world)
  return Object.entries(flat as Record<string, Procedure>).flatMap(([path, { _def }]) => {
    if (_def.type !== 'query' && !readingMutations.includes(path)) return []
    const fits = (input: unknown) =>
      _def.inputs.length === 0 ? input === undefined : _def.inputs.every((schema) => schema.safeParse(input).success)
    return [{ path, permission: _def.meta.permission, inputs: inputs.filter(fits) }]
  })
}
