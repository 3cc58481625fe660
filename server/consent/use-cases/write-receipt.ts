import { z } from 'zod'
import { NotFound } from '@/server/kernel/refused'
import { DataClass } from '@/server/sources/schema'
import { buildReceipt } from '../domain/consent-receipt'
import { platformName, platformParty } from '../platform-party'
import { receiptNumber } from '../receipt-number'
import { findConsent, findGiver, findInstitution } from '../repository'
import { ConsentEvent, ConsentMode, ConsentPurpose, FetchType } from '../schema'
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

/**
 * The consent as a receipt (reference 4.11) that the enterprise keeps, with the signed artefact beside it: whoever has the
 * platform's public key can check it without asking the platform.
 */
export async function receiptOf({ tx, scope }: Pick<ConsentContext, 'tx' | 'scope'>, consentId: string) {
  const consent = await findConsent(tx, scope, consentId)
  if (!consent) throw new NotFound('consent')
  const stored = Stored.parse(consent)
  const giver = await findGiver(tx, scope)
  const { noticeLanguage: language, frequencyUnit, retentionUnit, ...kept } = stored
  const controller = { ...platformParty, name: platformName(language) }
  const bank = consent.institutionId ? await findInstitution(tx, consent.institutionId) : null
  const [granted] = consent.events
  const { institutionId, applicationId } = consent
  const { id, name, address, contact } = controller
  const receipt = buildReceipt({
    recordId: consent.id,
    receiptId: granted ? receiptNumber('GRANTED', granted.id, granted.at) : consent.id,
    terms: {
      ...kept,
      recipient: institutionId && applicationId ? { kind: 'INSTITUTION', institutionId, applicationId } : { kind: 'PLATFORM' },
      lookbackMonths: consent.lookbackMonths,
      startsAt: consent.startsAt,
      expiresAt: consent.expiresAt,
      retention: { unit: retentionUnit, value: consent.retentionValue },
      frequency: frequencyUnit && consent.frequencyValue ? { unit: frequencyUnit, value: consent.frequencyValue } : null,
    },
    notice: { version: consent.noticeVersion, language, sha256: consent.noticeHash },
    principal: { id: giver.creditCode, name: giver.name, address: giver.address, contact: consent.grantedByName },
    controller: { id, name, address, contact },
    recipient: bank
      ? { id: bank.institutionId, name: language === 'en' ? bank.nameEn : bank.name, address: '', contact: bank.servicePhone }
      : { id, name, address, contact },
    storageLocation: platformParty.storageLocation,
    withdrawalUrl: `/sme/consents/${consent.id}/withdraw`,
    events: consent.events.map((event) => ({
      at: event.at,
      event: ConsentEvent.parse(event.event),
      state: event.state,
      byId: event.actorId,
    })),
  })
  return { ...receipt, signed_consent: consent.signedConsent }
}
