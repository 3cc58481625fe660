import { NotFound } from '@/server/kernel/refused'
import { findNotice } from '../notice.repository'
import { findConsent } from '../repository'
import { listSignOffs } from '../sign-off.repository'
import type { ConsentContext } from './context'

/**
 * A notice exactly as it was shown when it was confirmed, in the language of that day.
 * @returns with `lines` null where it was confirmed before texts were kept
 * @throws NotFound
 */
export async function showNotice(
  { tx, scope }: Pick<ConsentContext, 'tx' | 'scope'>,
  { consentId, signOffId }: { consentId: string; signOffId?: string | undefined },
) {
  const consent = await findConsent(tx, scope, consentId)
  if (!consent) throw new NotFound('consent')
  const signOff = signOffId ? (await listSignOffs(tx, scope, consentId)).find(({ id }) => id === signOffId) : undefined
  if (signOffId && !signOff) throw new NotFound('consent')
  const { noticeHash: sha256, noticeVersion: version, noticeLanguage: language } = signOff ?? consent
  const kept = await findNotice(tx, scope, sha256)
  const lines = kept ? kept.text.split('\n').slice(1) : null
  return { version, language, sha256, title: kept?.title ?? null, lines, confirmedAt: signOff?.signedAt ?? consent.grantedAt }
}
