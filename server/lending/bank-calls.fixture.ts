import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import superjson from 'superjson'
import { holds, type Permission } from '@/server/auth/permissions'
import type { Session } from '@/server/auth/session'
import type { Locale } from '@/server/i18n/locales'
import type { Role } from '@/server/identity/schema'
import { appRouter } from '@/server/trpc/root'
import { grantOf, productTerms } from '@/tests/lending'

/** Everyone who works for a bank, in one person: what none of them may learn, no bank learns. */
export const bankRoles = ['BANK_OFFICER', 'BANK_APPROVER', 'PRODUCT_MANAGER', 'INSTITUTION_ADMIN'] as const satisfies Role[]

/** Whatever a question can be about: ids, and the numbers that people type into a search. */
export type Named = Record<
  'application' | 'officer' | 'member' | 'branch' | 'product' | 'batch' | 'report' | 'consent' | 'notice' | 'number',
  string
>

type Procedure = { _def: { type: 'query' | 'mutation'; meta: { permission: Permission } } }
const flat: unknown = appRouter._def.procedures
const procedures = flat as Record<string, Procedure>

const draft = {
  name: '流贷',
  nameEn: 'Loan',
  summary: '摘要',
  summaryEn: 'Summary',
  terms: { ...productTerms, industries: '', purposes: ['WORKING_CAPITAL'] },
}
const seen = new Date('2026-11-01T00:00:00Z')
const day = '2026-11-20'
const { kind: _, ...terms } = grantOf()

/** Every question of a bank that names something, asked about what `n` names: several forms where one does not cover it. */
export const questions: Record<string, (n: Named) => readonly unknown[]> = {
  'cards.map': (n) => [{ cardId: n.report, fields: [] }],
  'cards.one': (n) => [{ cardId: n.report }],
  'cards.putToUse': (n) => [{ cardId: n.report }],
  'cards.retire': (n) => [{ cardId: n.report }],
  'cards.run': (n) => [{ applicationId: n.application, purpose: 'LOAN_REVIEW' }],
  'cards.tryOut': (n) => [{ cardId: n.report, values: [] }],
  'catalogue.beginVersion': (n) => [{ productId: n.product }],
  'catalogue.offerAgain': (n) => [{ productId: n.product }],
  'catalogue.ownOne': (n) => [{ productId: n.product }],
  'catalogue.publish': (n) => [{ productId: n.product, version: 1, seen }],
  'catalogue.saveDraft': (n) => [{ productId: n.product, version: 1, seen, draft }],
  'catalogue.withdraw': (n) => [{ productId: n.product }],
  'copies.one': (n) => [{ copyId: n.report }],
  'copies.standing': (n) => [{ applicationId: n.application }],
  'copies.confirm': (n) => [{ copyId: n.report, method: 'ERASED' }],
  'disbursement.batch': (n) => [{ batchId: n.batch }],
  'disbursement.close': (n) => [{ applicationId: n.application }],
  'disbursement.disburse': (n) => [
    { applicationId: n.application, reference: 'V-1', amountFen: 1n, disbursedOn: day, renewal: false, firstLoan: true },
  ],
  'disbursement.loan': (n) => [{ applicationId: n.application }],
  'disbursement.loans': (n) => [{ text: n.number }],
  'disbursement.writeOff': (n) => [{ applicationId: n.application, reference: 'W-1', writtenOffFen: 1n, writtenOffOn: day }],
  'disbursement.repay': (n) => [
    { applicationId: n.application, reference: 'R-1', principalFen: 1n, interestFen: 0n, repaidOn: day },
  ],
  'disbursement.reports': (n) => [
    { kind: 'DISBURSEMENT', applicationId: n.application },
    { kind: 'REPAYMENT', text: n.number },
  ],
  'disbursement.reverse': (n) => [
    { kind: 'DISBURSEMENT', applicationId: n.application, reportId: n.report, reason: 'WRONG_AMOUNT' },
  ],
  'disbursement.settleConflict': (n) => [{ batchId: n.batch, line: 2 }],
  'lending.accept': (n) => [target(n)],
  'lending.askConsentAgain': (n) => [{ applicationId: n.application }],
  'lending.assignToMe': (n) => [{ applications: [`${n.application}@1`] }],
  'lending.contact': (n) => [{ ...target(n), channel: 'PHONE', day, time: '10:00', reached: true, note: '已联系' }],
  'lending.contract': (n) => [{ ...target(n), contractNumber: 'HT-1', signedOn: day }],
  'lending.decide': (n) => [
    { ...target(n), decision: grantOf() },
    { ...target(n), decision: { kind: 'REJECT', reasons: ['DEBT_BURDEN'] } },
  ],
  'lending.declineIntake': (n) => [{ ...target(n), reason: 'OUT_OF_REGION' }],
  'lending.lapse': (n) => [{ ...target(n), why: '逾期未签' }],
  'lending.neighbours': (n) => [{ tab: 'ALL', applicationId: n.application }],
  'lending.note': (n) => [{ ...target(n), findings: '无', conclusion: '无' }],
  'lending.offer': (n) => [
    { ...target(n), ...terms, upfrontFeesFen: 0n, revolving: false, creditLoan: true, validTo: '2027-01-10' },
  ],
  'lending.queue': (n) => [
    { tab: 'ALL', productId: n.product },
    { tab: 'ALL', officer: n.officer },
    { tab: 'ALL', search: n.number },
  ],
  'lending.reassign': (n) => [{ ...target(n), toOfficerId: n.officer, toBranchId: n.branch, why: '休假' }],
  'lending.recommend': (n) => [{ ...target(n), recommendation: grantOf(), opinion: '可行' }],
  'lending.refreshPortrait': (n) => [target(n)],
  'lending.requestSupplement': (n) => [{ ...target(n), items: ['OTHER'], note: '流水' }],
  'lending.review': (n) => [{ applicationId: n.application }],
  'lending.sendBack': (n) => [{ ...target(n), why: '补充' }],
  'lending.startDueDiligence': (n) => [target(n)],
  'lending.toReassign': (n) => [{ applicationId: n.application }],
  'lending.waiveSupplement': (n) => [target(n)],
  'notify.markRead': (n) => [{ id: n.notice }],
  'portrait.readGranted': (n) => [{ applicationId: n.application, purpose: 'LOAN_REVIEW' }],
  'portrait.grantedIndicator': (n) => [{ applicationId: n.application, indicatorId: 'tax.taxPaid12m', purpose: 'LOAN_REVIEW' }],
  'staff.issueReset': (n) => [{ memberId: n.member }],
  'staff.list': (n) => [{ page: 1, search: n.officer }],
  'staff.revokeInvitation': (n) => [{ invitationId: n.report }],
  'staff.setBranch': (n) => [{ memberId: n.member, branchId: n.branch }],
  'staff.setStanding': (n) => [{ memberId: n.member, disabled: true }],
  // Not the bank's to call at all, whomever they are about.
  'lending.own': (n) => [{ applicationId: n.application }],
  'consent.one': (n) => [{ consentId: n.consent }],
  'ledger.reads': (n) => [{ applicationId: n.application }],
  'statistics.exportRecords': (n) => [{ kind: 'applications', institution: n.report }],
  'statistics.records': (n) => [{ kind: 'granted', institution: n.report }],
}

/** What a bank sees without naming anything: its lists, its counts, what is on offer, and the totals that anyone may see. */
export const views: Record<string, readonly unknown[]> = {
  'cards.list': [undefined],
  'catalogue.ownList': [undefined],
  'catalogue.publicList': [undefined],
  'copies.held': [undefined],
  'disbursement.batches': [{ kind: 'DISBURSEMENT' }, { kind: 'REPAYMENT' }],
  'disbursement.conflicts': [{ kind: 'DISBURSEMENT' }, { kind: 'REPAYMENT' }],
  'disbursement.loans': [{}, { report: 'DISBURSEMENT' }],
  'disbursement.reports': [{ kind: 'DISBURSEMENT' }, { kind: 'REPAYMENT' }],
  'lending.queue': [{ tab: 'OPEN' }, { tab: 'ALL' }, { tab: 'CLOSED' }, { tab: 'ALL', sort: 'submitted', direction: 'desc' }],
  'monitoring.own': [undefined],
  'notify.list': [{ page: 1 }],
  'notify.unread': [undefined],
  'staff.list': [{ page: 1 }],
  'statistics.publicHeadline': [undefined],
}

/**
 * Neither ask about another organisation's business: one's own account, registering, what only writes something new, and a
 * paper that one holds.
 */
export const aboutOneself =
  /^(account|registration)\.|^(catalogue\.(create|publicOne)|staff\.invite|(disbursement|cards)\.upload|ledger\.recordExport|report\.verify)$/

const target = (n: Named) => ({ applicationId: n.application, version: 1 })

/** Whatever bank people may call. */
export const bankProcedures = () =>
  Object.entries(procedures).flatMap(([path, { _def }]) => (holds(_def.meta.permission, bankRoles) ? [path] : []))

export type Answer = { status: number; headers: string; body: string }

/** The whole answer as it goes over the wire to this person. */
export async function ask(session: Session, path: string, input: unknown, now: Date, locale: Locale = 'zh-CN'): Promise<Answer> {
  const response = await fetchRequestHandler({
    endpoint: '/api/trpc',
    router: appRouter,
    allowMethodOverride: true,
    createContext: () => ({ session, locale, now }),
    req: new Request(`http://localhost/api/trpc/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(superjson.serialize(input)),
    }),
  })
  return {
    status: response.status,
    headers: JSON.stringify([...response.headers]),
    body: await response.text(),
  }
}
