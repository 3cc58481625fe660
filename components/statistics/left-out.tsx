import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import type { FilterName } from './selection'

/** Says which filters of the address were not understood: what is shown is wider than what was asked for. */
export function LeftOut({ names }: { names: readonly FilterName[] }) {
  const t = useTranslations('statistics.office')
  if (names.length === 0) return null
  const named = names.map((name) => (name === 'asOf' ? t('asOf') : t(`filters.${name}`)))
  return (
    <Banner tone="warning" title={t('leftOut.title')}>
      {t('leftOut.body', { filters: named.join(t('leftOut.comma')) })}
    </Banner>
  )
}
