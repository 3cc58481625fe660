import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/figures'
import { type ShownConsent, useConsentText } from './consent-terms'

/** Consents that run out soon, the next one first. */
export function ExpiringConsents({ consents }: { consents: readonly ShownConsent[] }) {
  const t = useTranslations('consent.workbench.expiring')
  const text = useConsentText()
  if (consents.length === 0) return <p className="text-fg-2">{t('none')}</p>
  return (
    <ul className="grid gap-3">
      {consents.map((consent) => (
        <li key={consent.id} className="flex flex-wrap items-baseline justify-between gap-x-4">
          <Link href={`/sme/consents/${consent.id}`} className="text-link underline-offset-4 hover:underline">
            {consent.recipientName}
          </Link>
          <DateText value={text.lastDay(consent.expiresAt)} />
        </li>
      ))}
    </ul>
  )
}
