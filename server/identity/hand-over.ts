import { createTranslator } from 'next-intl'
import english from '@/messages/en/identity.json'
import chinese from '@/messages/zh-CN/identity.json'
import type { Locale } from '@/server/i18n/locales'

type Sender = (message: { to: string; subject: string; text: string }) => Promise<boolean>
type Parting = { people: readonly { to: string | null; name: string }[]; enterprise: string; claimant: string }

/** Writes to everybody who lost a firm to a claim that was upheld; returns how many messages were taken for delivery. */
export async function writeToFormer({ people, ...words }: Parting, locale: Locale, send: Sender): Promise<number> {
  const messages = locale === 'en' ? english : chinese
  const t = createTranslator({ locale, messages: { letters: messages.letters }, namespace: 'letters' })
  const sent = await Promise.all(
    people.map(({ to, name }) => {
      const text = t('passedOver.text', { name, ...words })
      return to === null ? false : send({ to, subject: t('passedOver.subject', words), text })
    }),
  )
  return sent.filter(Boolean).length
}

type Letter = { kind: 'invitation' | 'reset'; to: string | null; name: string; organisation: string; path: string }

/**
 * Gets a link to a person: delivered where the installation can deliver, otherwise shown once to whoever issued it, to hand
 * over; so is one whose person's number was erased. Returns the sentence for the screen.
 */
export async function handOverLink(letter: Letter, locale: Locale, send: Sender): Promise<{ handover: string }> {
  const messages = locale === 'en' ? english : chinese
  const t = createTranslator({ locale, messages: { letters: messages.letters }, namespace: 'letters' })
  const link = new URL(letter.path, process.env.NEXTAUTH_URL ?? 'http://localhost:3000').href
  const words = { name: letter.name, organisation: letter.organisation, link }
  const { to } = letter
  const message = { subject: t(`${letter.kind}.subject`, words), text: t(`${letter.kind}.text`, words) }
  const sent = to !== null && (await send({ to, ...message }))
  return { handover: sent ? t('sent', words) : t('byHand', words) }
}
