import type { GrantConsentInput } from '@/server/consent/schema'
import type { GrantedConsent } from '@/server/consent/use-cases/grant-consent'
import { grantConsent } from '@/server/consent/use-cases/grant-consent'
import { prepareConsent } from '@/server/consent/use-cases/prepare-consent'
import type { Locale } from '@/server/i18n/locales'
import { shanghaiDate } from '@/server/kernel/dates'
import { NotFound, Refused } from '@/server/kernel/refused'
import { findOwn } from '@/server/lending/application.repository'
import { isOpen } from '@/server/lending/domain/intake'
import { standOnConsent } from '@/server/lending/facts.repository'
import {
  findApplicant,
  findConsentOf,
  findOffered,
  findPortraitDay,
  statesForProduct,
} from '@/server/lending/submission-facts.repository'
import { type FirmContext, toOfficer } from '@/server/lending/use-cases/contexts'
import { baseRate, boundsOf, requiredClasses } from '@/server/lending/use-cases/product-bounds'
import { flagsOf, take } from '@/server/lending/use-cases/step'
import { commitmentFor } from './submit-application'

type Asked = { institutionId: string; productId: string; applicationId?: string | undefined }

/** All that the enterprise's form needs: bounds of the product, the text to sign, what the consent must cover, what is in the way. */
export async function prepareApplication(ctx: FirmContext, asked: Asked, locale: Locale) {
  const { tx, scope, now } = ctx
  const product = await findOffered(tx, asked)
  if (!product?.onOffer) throw new NotFound('product')
  const today = shanghaiDate(now)
  const { terms, institution } = product
  const { rateBps: _, ...bounds } = boundsOf(terms, today, terms.termMinMonths)
  const consent = asked.applicationId ? await findConsentOf(tx, scope, asked.institutionId, asked.applicationId) : null
  return {
    institution: { id: asked.institutionId, ...institution },
    product: { id: asked.productId, version: product.version, name: product.name, nameEn: product.nameEn },
    terms,
    bounds,
    purposes: terms.purposes,
    /** LPR of today in basis points, for terms up to five years. */
    lprBps: baseRate(today, 12),
    requiredClasses: requiredClasses(terms),
    /** The live consent to this institution for this application, once granted. */
    consent,
    portrait: await findPortraitDay(tx, scope),
    hasOpenApplication: (await statesForProduct(tx, scope, asked.productId)).some(isOpen),
    commitment: commitmentFor(product, await findApplicant(tx, scope), locale === 'en' ? 'en' : 'zh-CN'),
    signerName: ctx.person.name,
  }
}

type ConsentTerms = Omit<GrantConsentInput, 'notice'>

function ofApplication(recipient: GrantConsentInput['recipient']) {
  if (recipient.kind !== 'INSTITUTION') throw new Refused('consent.purpose-recipient-mismatch', { field: 'purpose' })
  return recipient
}

/** The notice of a consent to one bank for one application, in the reader's language. Writes nothing. */
export async function prepareBankConsent(ctx: FirmContext, asked: ConsentTerms, locale: Locale) {
  ofApplication(asked.recipient)
  const { notice, sha256 } = await prepareConsent(ctx, asked, locale === 'en' ? 'en' : 'zh-CN')
  return { asked, notice, sha256 }
}

/**
 * Grants one bank the consent for one application: before it is submitted, or anew where an earlier consent ended; then the
 * application stands on the new one and is handled further.
 * @throws Refused as `grantConsent`; NotFound when the application is another institution's
 */
export async function grantBankConsent(ctx: FirmContext, input: GrantConsentInput): Promise<GrantedConsent> {
  const recipient = ofApplication(input.recipient)
  const application = await findOwn(ctx.tx, ctx.scope, recipient.applicationId)
  if (application && application.institutionId !== recipient.institutionId) throw new NotFound('application')
  const granted = await grantConsent(ctx, input)
  await standOnGranted(ctx, recipient, granted)
  return granted
}

/** An application that was sent already stands on the consent from now on, and goes on where it was suspended. */
export async function standOnGranted(
  ctx: Pick<FirmContext, 'tx' | 'scope' | 'person' | 'now'>,
  { applicationId, institutionId }: { applicationId: string; institutionId: string },
  granted: GrantedConsent,
): Promise<void> {
  const application = await findOwn(ctx.tx, ctx.scope, applicationId)
  if (!application || application.institutionId !== institutionId || granted.startsAt > ctx.now) return
  await standOnConsent(ctx.tx, applicationId, granted.consentId)
  if (flagsOf(application).includes('SUSPENDED')) {
    await take({ tx: ctx.tx, person: ctx.person, roles: 'SYSTEM', now: ctx.now }, application, {
      event: 'RESUMED',
      detail: { consentId: granted.consentId },
      notices: [toOfficer(application)],
    })
  }
}
