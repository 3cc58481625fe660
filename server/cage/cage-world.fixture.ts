import type { Session } from '@/server/auth/session'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { anApplication } from '@/tests/applications'
import { anOrganisation, aSession, contextOf } from '@/tests/world'

export const callAs = (session: Session) => createCallerFactory(appRouter)(contextOf(session))
export const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { cause?: { code?: string }; code?: string }) => error.cause?.code ?? error.code,
  )

export const anOfficer = async () => aSession(await anOrganisation('INSTITUTION'), ['BANK_OFFICER'])
export const read = (session: Session, applicationId: string) =>
  callAs(session).portrait.readGranted({ applicationId, purpose: 'LOAN_REVIEW' })
/** Applications of so many firms with the officer's bank, under live consents. */
export async function applicationsOf(bank: Session, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let n = 0; n < count; n++) {
    const firm = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER'])
    ids.push((await anApplication(firm, bank.organisationId)).applicationId)
  }
  return ids
}
