import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import type { ReadRefusal } from '@/server/portrait/use-cases/read-granted-portrait'

/** Why an institution may not read, and that the attempt is on record. */
export function ReadRefused({ refusal }: { refusal: ReadRefusal }) {
  const t = useTranslations('portrait')
  return (
    <Banner tone="danger" title={t('refusals.title')}>
      <p>{t(`refusals.${refusal}`)}</p>
      <p>{t('refusals.recorded')}</p>
    </Banner>
  )
}
