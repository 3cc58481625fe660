import { NotFound, Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { notify } from '@/server/notify/notify'
import { findForInstitution } from '../application.repository'
import { isTerminal } from '../domain/application-lifecycle'
import { isConsentLive } from '../facts.repository'
import type { BankContext } from './contexts'
import { pageOf } from './step'

/** Asks the enterprise to grant anew where its consent ended; nothing of the application changes by asking. */
export async function askConsentAgain(ctx: BankContext, applicationId: string): Promise<{ applicationId: string }> {
  const { tx, scope, person } = ctx
  const application = await findForInstitution(tx, scope, applicationId)
  if (!application) throw new NotFound('application')
  if (isTerminal(application.state)) throw new Refused('application.event-not-possible')
  if (await isConsentLive(tx, application)) throw new Refused('lending.consent-is-live')
  const { enterpriseId, number } = application
  await notify(tx, {
    organisationId: enterpriseId,
    kind: 'application.consent-asked',
    params: { number, institution: scope.institutionName },
    href: pageOf(application, enterpriseId),
  })
  await appendToLedger(tx, person, { act: 'application.consent-asked', enterpriseId, subjectId: applicationId, body: { number } })
  return { applicationId }
}
