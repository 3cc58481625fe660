import { createTranslator } from 'next-intl'
import english from '@/messages/en/identity.json'
import chinese from '@/messages/zh-CN/identity.json'
import type { Locale } from '@/server/i18n/locales'

type Sender = (message: { to: string; subject: string; text: string }) => Promise<boolean>
type Letter = { kind: 'invitation' | 'reset'; to: string; name: string; organisation: string; path: string }

/**
 * Gets a link to a person: delivered where the installation can deliver, otherwise shown once to whoever issued it, to hand
 * over. Returns the sentence for the screen.
 */
export async function handOverLink(letter: Letter, locale: Locale, send: Sender): Promise<{ handover: string }> {
  const messages = locale === 'en' ? english : chinese
  const t = createTranslator({ locale, messages: { letters: messages.letters }, namespace: 'letters' })
  const link = new URL(letter.path, process.env.NEXTAUTH_URL ?? 'http://localhost:3000').href
  const words = { name: letter.name, organisation: letter.organisation, link }
  const sent = await send({
    to: letter.to,
    subject: t(`${letter.kind}.subject`, words),
    text: t(`${letter.kind}.text`, words),
  })
  return { handover: sent ? t('sent', words) : t('byHand', words) }
}
