import { createHash } from 'node:crypto'
import { shanghaiDate } from '@/server/kernel/dates'
import { NotFound, Refused } from '@/server/kernel/refused'
import { classNames } from '../class-names'
import { type ConsentTerms, grantConsent as decideTerms, type GrantRefusal } from '../domain/grant-consent'
import { currentNoticeVersion, type Notice, type NoticeLanguage, renderNotice } from '../domain/notice-text'
import { personalClasses } from '../domain/personal-classes'
import { platformName, platformParty } from '../platform-party'
import { findGiver, findInstitution } from '../repository'
import type { DataClass, GrantConsentInput, LegalForm } from '../schema'
import type { ConsentContext } from './context'

/** The form's field that each refusal is about. */
const fields: Record<GrantRefusal, string> = {
  'consent.no-data-class': 'dataClasses',
  'consent.data-class-twice': 'dataClasses',
  'consent.purpose-recipient-mismatch': 'purpose',
  'consent.mode-not-offered': 'consentMode',
  'consent.periodic-not-offered': 'fetchType',
  'consent.no-end': 'to',
  'consent.starts-in-past': 'from',
  'consent.ends-before-start': 'to',
  'consent.period-too-long': 'to',
  'consent.lookback-missing': 'lookbackMonths',
  'consent.lookback-too-long': 'lookbackMonths',
  'consent.retention-missing': 'retention.value',
  'consent.infinite': 'retention.unit',
  'consent.retention-too-long': 'retention.value',
  'consent.frequency-missing': 'frequency.value',
  'consent.frequency-with-onetime': 'frequency.value',
  'consent.frequency-too-high': 'frequency.value',
}

export type Giver = { name: string; creditCode: string; address: string; legalForm: LegalForm; legalRepresentative: string }
export type PreparedConsent = {
  terms: ConsentTerms
  notice: Notice
  /** SHA-256 (hex) of the notice: what the enterprise signs. */
  sha256: string
  giver: Giver
  recipient: { id: string; name: string; contact: string }
  /** Of the classes asked for, those that take the person's own sign-off. */
  personalClasses: DataClass[]
}

export type Asked = Omit<GrantConsentInput, 'notice'>
type Reading = Pick<ConsentContext, 'tx' | 'scope' | 'now'>

export const hashOf = (notice: Notice) => createHash('sha256').update(notice.text).digest('hex')

export async function recipientOf({ tx }: Pick<Reading, 'tx'>, recipient: Asked['recipient'], language: NoticeLanguage) {
  if (recipient.kind === 'PLATFORM') return { id: platformParty.id, name: platformName(language), contact: platformParty.contact }
  const found = await findInstitution(tx, recipient.institutionId)
  if (!found) throw new NotFound('institution')
  return { id: found.institutionId, name: language === 'en' ? found.nameEn : found.name, contact: found.servicePhone }
}

/**
 * The notice for what is about to be granted, in the language in which it will be read and signed. Writes nothing.
 * @throws Refused with the field of the form, when the terms lack a bound (reference 4.8, 4.10)
 */
export async function prepareConsent(ctx: Reading, asked: Asked, language: NoticeLanguage): Promise<PreparedConsent> {
  const outcome = decideTerms(asked, shanghaiDate(ctx.now))
  if (!outcome.ok) throw new Refused(outcome.refusal, { field: fields[outcome.refusal] })
  const terms = outcome.value
  const [giver, recipient] = [await findGiver(ctx.tx, ctx.scope), await recipientOf(ctx, asked.recipient, language)]
  const notice = renderNotice(currentNoticeVersion, language, {
    terms,
    classNames: classNames(terms.dataClasses, language),
    enterpriseName: giver.name,
    creditCode: giver.creditCode,
    recipientName: recipient.name,
    recipientContact: recipient.contact,
    from: asked.from,
    to: asked.to ?? asked.from,
  })
  if (!notice) throw new RangeError(`no notice of version ${currentNoticeVersion}`)
  const personal = personalClasses(terms.dataClasses, giver.legalForm)
  return { terms, notice, sha256: hashOf(notice), giver, recipient, personalClasses: personal }
}
