import type { EnterpriseScope } from '@/server/auth/scope'
import { isGuardRefusal, type Tx } from '@/server/db/transaction'
import { Refused } from '@/server/kernel/refused'
import { type ConsentState, coveringFields } from './schema'

/** What a list and a page show of a consent. */
const shown = {
  id: true,
  state: true,
  version: true,
  recipientKind: true,
  institutionId: true,
  applicationId: true,
  purpose: true,
  ...coveringFields,
  consentMode: true,
  fetchType: true,
  startsAt: true,
  expiresAt: true,
  lookbackMonths: true,
  retentionUnit: true,
  retentionValue: true,
  frequencyUnit: true,
  frequencyValue: true,
  noticeVersion: true,
  noticeHash: true,
  noticeLanguage: true,
  grantedByName: true,
  grantedAt: true,
  preparedByName: true,
  preparedAt: true,
  pauseReason: true,
  endedAt: true,
  endReason: true,
} as const

type Written = 'enterpriseId' | 'state' | 'events' | 'signOffs' | 'copies'
type NewConsent = Omit<Parameters<Tx['consent']['create']>[0]['data'], Written> & {
  id: string
  state: 'DRAFT' | 'PENDING' | 'ACTIVE'
}

/** Stores a consent: in force exactly as it was signed, or as it was prepared. */
export const insertConsent = (tx: Tx, scope: EnterpriseScope, consent: NewConsent) =>
  tx.consent.create({ data: { ...consent, enterpriseId: scope.enterpriseId }, select: { id: true } })

type NewEvent = {
  id: string
  consentId: string
  event: string
  state: ConsentState
  actorId: string
  actorName: string
  at: Date
}

export const insertEvent = (tx: Tx, scope: EnterpriseScope, event: NewEvent) =>
  tx.consentEvent.createMany({ data: { ...event, enterpriseId: scope.enterpriseId } })

/** Newest first. */
export const listConsents = (tx: Tx, { enterpriseId }: EnterpriseScope) =>
  tx.consent.findMany({ where: { enterpriseId }, orderBy: { id: 'desc' }, take: 200, select: shown })

export const findConsent = (tx: Tx, { enterpriseId }: EnterpriseScope, id: string) =>
  tx.consent.findUnique({
    where: { enterpriseId_id: { enterpriseId, id } },
    select: {
      ...shown,
      signedConsent: true,
      schemaVersion: true,
      events: {
        orderBy: { at: 'asc' },
        select: { id: true, event: true, state: true, at: true, actorId: true, actorName: true },
      },
    },
  })

/** The consent by which the platform may fetch for matching now; the newest where there are several. */
export const findLiveMatching = (tx: Tx, { enterpriseId }: EnterpriseScope, at: Date) =>
  tx.consent.findFirst({
    where: { enterpriseId, purpose: 'MATCHING', state: 'ACTIVE', startsAt: { lte: at }, expiresAt: { gt: at } },
    orderBy: { grantedAt: 'desc' },
    select: shown,
  })

/** Consents for matching that a new one takes the place of. */
export const listOpenMatching = (tx: Tx, { enterpriseId }: EnterpriseScope) =>
  tx.consent.findMany({
    where: { enterpriseId, purpose: 'MATCHING', state: { in: ['ACTIVE', 'PAUSED'] } },
    select: { id: true, state: true, version: true },
  })

type Standing = { id: string; state: ConsentState; version: number }
export type EndReason = 'WITHDRAWN' | 'REPLACED' | 'EXPIRED' | 'REJECTED' | 'DISCARDED'
export type PauseReason = 'OWN' | 'REGISTER_CHANGED'
/** What is written once, with the signature. */
export type Signature = {
  signedConsent: string
  grantedBy: string
  grantedByName: string
  grantedAt: Date
  startsAt: Date
  noticeVersion: string
  noticeHash: string
  noticeLanguage: string
  personalClasses: string[]
}
type Change = { endedAt: Date; endReason: EndReason } | { pauseReason: PauseReason | null }

/** Moves a consent on if it still stands as it was read; false when somebody was quicker. */
export async function moveConsent(
  tx: Tx,
  { enterpriseId }: EnterpriseScope,
  from: Standing,
  to: ConsentState,
  end?: Change,
): Promise<boolean> {
  const { count } = await tx.consent.updateMany({
    where: { enterpriseId, id: from.id, state: from.state, version: from.version },
    data: { state: to, version: from.version + 1, ...end },
  })
  return count === 1
}

/** Signs what was prepared (guard.sign_consent); false when it waits no more, or somebody was quicker. */
export async function signPrepared(tx: Tx, from: Pick<Standing, 'id' | 'version'>, signed: Signature): Promise<boolean> {
  const { signedConsent, grantedByName, grantedAt, startsAt, noticeVersion, noticeHash, noticeLanguage, personalClasses } = signed
  const [row] = await tx.$queryRaw<{ done: boolean }[]>`
    SELECT guard.sign_consent(${from.id}::uuid, ${from.version}::integer, ${signedConsent}, ${grantedByName}, ${grantedAt}::timestamptz,
      ${startsAt}::timestamptz, ${noticeVersion}, ${noticeHash}, ${noticeLanguage}, ${personalClasses}::text[]) AS done`
  return row?.done ?? false
}

export const findGiver = (tx: Tx, { enterpriseId }: EnterpriseScope) =>
  tx.enterprise.findUniqueOrThrow({
    where: { enterpriseId },
    select: { name: true, creditCode: true, address: true, legalForm: true, legalRepresentative: true },
  })

export const findInstitution = (tx: Tx, institutionId: string) =>
  tx.institution.findUnique({
    where: { institutionId },
    select: { institutionId: true, name: true, nameEn: true, servicePhone: true, address: true, addressEn: true },
  })

export const namesOfInstitutions = (tx: Tx, ids: string[]) =>
  tx.institution.findMany({ where: { institutionId: { in: ids } }, select: { institutionId: true, name: true, nameEn: true } })

/** The consent isn't in force (any more): nothing may be fetched, stored or read under it. */
export class ConsentNotLive extends Refused {
  constructor() {
    super('consent.not-live')
    this.name = 'ConsentNotLive'
  }
}

/**
 * Keeps a live consent from being withdrawn until this transaction ends: a withdrawal waits, and whoever comes after it is
 * refused. Call it before anything is stored or shown under the consent.
 * @throws ConsentNotLive; the transaction can only be rolled back then
 */
export async function holdConsent(tx: Tx, { enterpriseId }: EnterpriseScope, consentId: string): Promise<void> {
  try {
    await tx.$executeRaw`SELECT guard.consent_hold(${enterpriseId}::uuid, ${consentId}::uuid)`
  } catch (error) {
    throw isGuardRefusal(error) ? new ConsentNotLive() : error
  }
}
