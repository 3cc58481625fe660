import { useLocale, useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Icon } from '@/components/ui/icon'

/** In a simulated environment: where the messages can be read that a real one would send. Nothing elsewhere. */
export function MailboxHint({ url }: { url: string | null }) {
  const t = useTranslations('identity.simulated')
  const english = useLocale() === 'en'
  if (!url) return null
  const address = new URL(url)
  if (english) address.searchParams.set('lang', 'en')
  return (
    <Banner title={t('label')}>
      <p>{t('body')}</p>
      <a
        href={address.href}
        target="_blank"
        rel="noreferrer"
        className="inline-flex items-center gap-1 text-link underline underline-offset-4"
      >
        {t('link')}
        <Icon name="external-link" size={16} />
      </a>
    </Banner>
  )
}
