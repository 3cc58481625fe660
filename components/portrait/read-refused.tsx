import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'

export type ShownRefusal =
  | 'portrait.no-application'
  | 'portrait.application-closed'
  | 'portrait.consent-revoked'
  | 'portrait.consent-paused'
  | 'portrait.consent-expired'
  | 'portrait.consent-not-begun'
  | 'portrait.budget-spent'

/** Why an institution may not read, and that the attempt is on record. */
export function ReadRefused({ refusal }: { refusal: ShownRefusal }) {
  const t = useTranslations('portrait')
  return (
    <Banner tone="danger" title={t('refusals.title')}>
      <p>{t(`refusals.${refusal}`)}</p>
      <p>{t('refusals.recorded')}</p>
    </Banner>
  )
}
