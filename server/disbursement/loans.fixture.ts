import type { Session } from '@/server/auth/session'
import { shanghaiDate } from '@/server/kernel/dates'
import { Refused } from '@/server/kernel/refused'
import { createCallerFactory } from '@/server/trpc/init'
import { anApplication } from '@/tests/applications'
import { aPlatformKey } from '@/tests/consents'
import { anOrganisation, aSession, contextOf, owner } from '@/tests/world'
import { disbursementRouter } from './router'

const createCaller = createCallerFactory(disbursementRouter)
export const today = shanghaiDate(new Date())
export const wan = 1_000_000n

export type Desk = { bank: string; officer: Session }

/** A bank with an officer who reports. */
export async function aDesk(): Promise<Desk> {
  aPlatformKey()
  const bank = await anOrganisation('INSTITUTION', '甲银行')
  return { bank, officer: await aSession(bank, ['BANK_OFFICER']) }
}

export const caller = (session: Session) => createCaller(contextOf(session))

export type Loan = Awaited<ReturnType<typeof aLoan>>

/** A contracted application of a firm of its own, unless one is given; `grantedFen` is the line. */
export async function aLoan(institution: string, grantedFen: bigint, revolving = false, borrower?: Session) {
  const firm = borrower ?? (await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER']))
  const { applicationId } = await anApplication(firm, institution)
  const [row] = await owner<{ number: string; creditCode: string }>(
    `UPDATE application SET state = 'CONTRACTED', number = upper(number), "grantedFen" = $2, revolving = $3, "rateBps" = 385, "grantedTermMonths" = 12,
       "decidedAt" = now() - interval '20 days', "contractedAt" = now() - interval '10 days', "creditLoan" = true
     WHERE id = $1 RETURNING number, "creditCode"`,
    [applicationId, grantedFen, revolving],
  )
  return { applicationId, enterpriseId: firm.organisationId, number: row?.number ?? '', creditCode: row?.creditCode ?? '', firm }
}

let voucher = 0
export const nextVoucher = () => ++voucher
export const disbursement = (applicationId: string, amountFen: bigint, rest: object = {}) => ({
  applicationId,
  reference: `V${nextVoucher()}`,
  amountFen,
  disbursedOn: today,
  renewal: false,
  firstLoan: false,
  ...rest,
})
export const repayment = (applicationId: string, principalFen: bigint, rest: object = {}) => ({
  applicationId,
  reference: `R${nextVoucher()}`,
  principalFen,
  interestFen: 0n,
  repaidOn: today,
  ...rest,
})

type Standing = {
  state: string
  disbursedFen: string
  outstandingFen: string
  rows: string
  events: string
  entries: string
  notices: string
}
/** What stands in the database, as its owner sees it. */
export async function standing({ applicationId, enterpriseId }: { applicationId: string; enterpriseId: string }) {
  const [row] = await owner<Standing>(
    `SELECT a.state::text, a."disbursedFen"::text, a."outstandingFen"::text,
       (SELECT coalesce(sum("amountFen"), 0)::text FROM disbursement WHERE "applicationId" = a.id) AS rows,
       (SELECT count(*)::text FROM application_event WHERE "applicationId" = a.id) AS events,
       (SELECT count(*)::text FROM ledger_entry WHERE "enterpriseId" = $2 AND act ~ '^(disbursement|repayment)') AS entries,
       (SELECT count(*)::text FROM notice WHERE "organisationId" = $2) AS notices
     FROM application a WHERE id = $1`,
    [applicationId, enterpriseId],
  )
  if (!row) throw new Error('no such application')
  return row
}

export const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    (error: { cause?: unknown }) => (error.cause instanceof Refused ? error.cause.code : String(error)),
  )
