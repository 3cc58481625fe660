import { z } from 'zod'
import { NotFound, Refused } from '@/server/kernel/refused'
import { artefactEnvelope, type ConsentUse } from '../domain/consent-artefact'
import { buildReceipt } from '../domain/consent-receipt'
import { findNotice } from '../notice.repository'
import { platformName, platformParty } from '../platform-party'
import { receiptNumber } from '../receipt-number'
import { findConsent, findGiver, findInstitution } from '../repository'
import { ConsentEvent, ConsentMode, ConsentPurpose, DataClass, FetchType } from '../schema'
import { listSignOffs } from '../sign-off.repository'
import { countUse } from '../taken.repository'
import type { ConsentContext } from './context'

const Stored = z.object({
  purpose: ConsentPurpose,
  consentMode: ConsentMode,
  fetchType: FetchType,
  dataClasses: z.array(DataClass),
  noticeLanguage: z.enum(['zh-CN', 'en']),
  retentionUnit: z.enum(['DAY', 'MONTH', 'YEAR']),
  frequencyUnit: z.enum(['HOUR', 'DAY', 'MONTH', 'YEAR']).nullable(),
})

type Reading = Pick<ConsentContext, 'tx' | 'scope'>

/** In place of the seat of an institution that was registered before its seat was asked. */
const notRegistered = { 'zh-CN': '未登记，请按联系电话询问', en: 'not registered; ask by telephone' } as const

/**
 * Where a receipt leads to, absolute: it is read far from the platform.
 * @throws Error where the process does not know the platform's address; a receipt that leads nowhere is not written
 */
function address(path: string): string {
  const platform = process.env.NEXTAUTH_URL
  if (!platform)
    throw new Error('NEXTAUTH_URL is not set: set it to the public address of the platform, in the web process and in the worker')
  return new URL(path, platform).href
}

/**
 * All that the receipts say of one consent, in the language in which it was confirmed.
 * @throws NotFound; Refused where nobody has signed it yet
 */
export async function consentOnPaper({ tx, scope }: Reading, consentId: string) {
  const row = await findConsent(tx, scope, consentId)
  if (!row) throw new NotFound('consent')
  const { signedConsent, grantedAt } = row
  if (!signedConsent || !grantedAt) throw new Refused('consent.not-granted')
  const consent = { ...row, ...Stored.parse(row), signedConsent, grantedAt }
  const { noticeLanguage: language } = consent
  const bank = row.institutionId ? await findInstitution(tx, row.institutionId) : null
  const platform = {
    id: platformParty.id,
    name: platformName(language),
    address: platformParty.addresses[language],
    contact: platformParty.contact,
  }
  const recipient = bank
    ? {
        id: bank.institutionId,
        name: language === 'en' ? bank.nameEn : bank.name,
        address: (language === 'en' ? bank.addressEn : bank.address) ?? notRegistered[language],
        contact: bank.servicePhone,
      }
    : platform
  return {
    language,
    consent,
    giver: await findGiver(tx, scope),
    platform,
    recipient,
    notice: await findNotice(tx, scope, row.noticeHash),
    events: row.events.map((one) => ({ ...one, receiptNumber: receiptNumber(ConsentEvent.parse(one.event), one.id, one.at) })),
    signOffs: await listSignOffs(tx, scope, consentId),
    use: (await countUse(tx, scope, consentId)) satisfies ConsentUse,
    withdrawalUrl: address(`/sme/consents/${consentId}/withdraw`),
  }
}

export type ConsentOnPaper = Awaited<ReturnType<typeof consentOnPaper>>

/**
 * The consent as a receipt (reference 4.11) that the enterprise keeps, with the signed artefact beside it: whoever has the
 * platform's public key can check it without asking the platform.
 */
export async function receiptOf(ctx: Reading, consentId: string) {
  const { language, consent, giver, platform, recipient, events, signOffs, use, withdrawalUrl } = await consentOnPaper(
    ctx,
    consentId,
  )
  const { institutionId, applicationId, retentionUnit, retentionValue, frequencyUnit, frequencyValue } = consent
  const granted = events.find(({ event }) => event === 'GRANTED')
  const receipt = buildReceipt({
    recordId: consent.id,
    receiptId: granted?.receiptNumber ?? consent.id,
    terms: {
      ...consent,
      recipient: institutionId && applicationId ? { kind: 'INSTITUTION', institutionId, applicationId } : { kind: 'PLATFORM' },
      retention: { unit: retentionUnit, value: retentionValue },
      frequency: frequencyUnit && frequencyValue ? { unit: frequencyUnit, value: frequencyValue } : null,
    },
    personalClasses: consent.personalClasses,
    notice: { version: consent.noticeVersion, language, sha256: consent.noticeHash },
    principal: { id: giver.creditCode, name: giver.name, address: giver.address, contact: consent.grantedByName ?? giver.name },
    controller: platform,
    recipient,
    storageLocation: platformParty.storageLocation,
    withdrawalUrl,
    events: events.map((one) => ({
      at: one.at,
      event: ConsentEvent.parse(one.event),
      state: one.state,
      byId: one.actorId,
    })),
    signOffs: signOffs.map(({ noticeVersion, noticeLanguage, noticeHash, ...one }) => ({
      ...one,
      notice: { version: noticeVersion, language: noticeLanguage, sha256: noticeHash },
    })),
  })
  const envelope = artefactEnvelope({
    consentId: consent.id,
    transactionId: granted?.id ?? consent.id,
    grantedAt: consent.grantedAt,
    state: consent.state,
    signedConsent: consent.signedConsent,
    use,
  })
  return { ...receipt, consent_artefact: envelope, signed_consent: consent.signedConsent }
}
