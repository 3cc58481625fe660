import { randomUUID } from 'node:crypto'
import type { EnterpriseScope } from '@/server/auth/scope'
import { consentsToConfirmAgain, sameName } from '@/server/consent/domain/representative'
import { findGiver, listConsents } from '@/server/consent/repository'
import { endSignOff, listStandingSignOffs } from '@/server/consent/sign-off.repository'
import type { Tx } from '@/server/db/transaction'
import { endRepresentation, updateRepresentative } from '@/server/identity/enterprise-record.repository'
import { enqueue } from '@/server/jobs/enqueue'
import { type InTenant, nobody } from '@/server/jobs/task'
import { appendToLedger } from '@/server/ledger/append'
import { notify } from '@/server/notify/notify'
import { lookUpRegister, type SourceClient } from '@/server/sources/client'
import { endpointsOf } from '@/server/sources/endpoints'
import { listAgencies } from '@/server/sources/repository'
import { pauseWithConsequences } from './pause-consent'

type Following = { tx: Tx; scope: EnterpriseScope; now: Date }

/**
 * Takes over whom the register names as legal representative. If it is another person, the former one's authority ends in
 * this very transaction: their office in the firm and the sessions that rest on it, their own sign-offs, and (until somebody
 * in office confirms them) the consents that they gave.
 * @param named as the register writes it
 * @returns whether it is another person
 */
export async function followRepresentative({ tx, scope, now }: Following, named: string): Promise<boolean> {
  const { legalRepresentative: former } = await findGiver(tx, scope)
  await updateRepresentative(tx, scope, { legalRepresentative: named, readAt: now })
  if (sameName(former, named)) return false
  const { enterpriseId } = scope
  const person = { accountId: nobody, personId: nobody, name: 'SYSTEM', organisationId: enterpriseId }
  const accounts = await endRepresentation(tx, former)
  const signOffs = (await listStandingSignOffs(tx, scope)).filter(({ personName }) => sameName(personName, former))
  for (const { consentId, dataClasses } of signOffs) {
    await endSignOff(tx, scope, consentId, { endedAt: now, endReason: 'REGISTER_CHANGED' })
    // An entry of its own: whatever personal is shown under this consent after it is named by whoever checks the ledger.
    const body = { dataClasses, reason: 'REGISTER_CHANGED' }
    await appendToLedger(tx, person, { act: 'consent.sign-off-ended', enterpriseId, subjectId: consentId, body })
    await enqueue(tx, 'redraw-portrait', { consentId }, `redraw:${consentId}`)
  }
  const paused = consentsToConfirmAgain(await listConsents(tx, scope), former)
  for (const consent of paused)
    await pauseWithConsequences({ tx, scope, person, now, roles: ['SYSTEM'] }, consent, 'REGISTER_CHANGED')
  await appendToLedger(tx, person, {
    act: 'enterprise.representative-changed',
    enterpriseId,
    subjectId: enterpriseId,
    body: { accounts, signOffs: signOffs.length, paused: paused.map(({ id }) => id) },
  })
  const count = paused.length
  await notify(tx, {
    organisationId: enterpriseId,
    kind: 'consent.representative-changed',
    params: { count },
    href: '/sme/consents',
  })
  return true
}

type Job = { scope: EnterpriseScope; inTenant: InTenant; now: () => Date; transport?: SourceClient['transport'] }

/** CHANGED: another person. UNKNOWN: the register has no such firm. SILENT: it did not answer, and is asked again. */
export type Followed = 'CHANGED' | 'SAME' | 'UNKNOWN' | 'SILENT'

/** Asks the public register who represents the firm today; it is public, so no consent is needed. */
export async function followRegister({ scope, inTenant, now, transport }: Job): Promise<Followed> {
  const { creditCode, name, endpoints } = await inTenant(async (tx) => ({
    ...(await representativeOf(tx, scope)),
    endpoints: endpointsOf(await listAgencies(tx)),
  }))
  const client: SourceClient = { endpointOf: (agency) => endpoints.get(agency) ?? null, now, newNonce: randomUUID, transport }
  const answer = await lookUpRegister(client, creditCode)
  if (!answer.ok && answer.refusal !== 'source.unknown-subject') return 'SILENT'
  // Nobody's office ends because an entry is missing; it was looked at, and comes round again.
  const named = answer.ok ? answer.value.legalRepresentative : name
  const changed = await inTenant((tx) => followRepresentative({ tx, scope, now: now() }, named))
  return answer.ok ? (changed ? 'CHANGED' : 'SAME') : 'UNKNOWN'
}

async function representativeOf(tx: Tx, scope: EnterpriseScope) {
  const { creditCode, legalRepresentative } = await findGiver(tx, scope)
  return { creditCode, name: legalRepresentative }
}
