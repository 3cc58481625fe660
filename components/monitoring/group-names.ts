import { useLocale, useTranslations } from 'next-intl'
import { countyName, inLocale } from '@/components/statistics/part-names'
import { findSection } from '@/server/kernel/industry'
import { ages, type Trait } from '@/server/monitoring/schema'
import { sizes } from '@/server/statistics/schema'

/** The names of the groups that firms fall into; of groups joined for being too small, all their names or how many they are. */
export function useGroupNames(trait: Trait) {
  const t = useTranslations('monitoring.fairness')
  const sizeNames = useTranslations('statistics.office.sizes')
  const locale = useLocale()
  const one = (key: string): string => {
    switch (trait) {
      case 'county':
        return countyName(key, locale)
      case 'industry': {
        const section = findSection(key)
        return section ? inLocale(locale, section.zh, section.en) : key
      }
      case 'size':
        return sizeNames(sizes.find((known) => known === key) ?? 'unknown')
      case 'age':
        return t(`ages.${ages.find((known) => known === key) ?? 'y0'}`)
      default:
        return trait satisfies never
    }
  }
  return (keys: readonly string[]): string =>
    keys.length === 1 ? one(keys[0] ?? '') : t('joined', { count: keys.length, names: keys.map(one).join(t('separator')) })
}
