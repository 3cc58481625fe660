import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'

/** In place of data whose look could not be put on record: nothing is shown, and why. */
export function Unlogged() {
  const t = useTranslations('ledger.unlogged')
  return (
    <Banner tone="warning" title={t('title')}>
      <p>{t('text')}</p>
    </Banner>
  )
}
