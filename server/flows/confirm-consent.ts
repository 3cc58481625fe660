import { listOpenMatching } from '@/server/consent/repository'
import type { GrantConsentInput } from '@/server/consent/schema'
import type { ConsentContext } from '@/server/consent/use-cases/context'
import { type GrantedConsent, readNotice } from '@/server/consent/use-cases/grant-consent'
import { draftOf, rewrite } from '@/server/consent/use-cases/keep-draft'
import { confirmConsent } from '@/server/consent/use-cases/prepared-consent'
import { replaceEarlier } from './end-consent'
import { standOnGranted } from './prepare-application'

/**
 * The signatory confirms what staff prepared; from then on it does what a consent does that was granted outright: for
 * matching it takes the place of earlier ones, for an application it lets the institution go on.
 */
export async function confirmPrepared(
  ctx: ConsentContext,
  input: { consentId: string; notice: GrantConsentInput['notice'] },
): Promise<GrantedConsent> {
  const earlier = await listOpenMatching(ctx.tx, ctx.scope)
  const { asked, ...granted } = await confirmConsent(ctx, input)
  if (asked.recipient.kind === 'PLATFORM') await replaceEarlier(ctx, granted, earlier)
  else await standOnGranted(ctx, asked.recipient, granted)
  return granted
}

/**
 * A signatory took a draft up, changed it and grants it as it reads now: the draft itself comes into force.
 * @throws Refused, ChangedMeanwhile
 */
export async function grantDraft(ctx: ConsentContext, draftId: string, input: GrantConsentInput): Promise<GrantedConsent> {
  await rewrite(ctx, await draftOf(ctx, draftId), await readNotice(ctx, input), 'DRAFT')
  return confirmPrepared(ctx, { consentId: draftId, notice: input.notice })
}
