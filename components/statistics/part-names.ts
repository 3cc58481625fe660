import type { Locale } from 'next-intl'
import { getLocale, getTranslations } from 'next-intl/server'
import { formatMonth } from '@/components/ui/date-format'
import { counties, countyOf } from '@/server/kernel/areas'
import { findSection, sections } from '@/server/kernel/industry'
import { sizes } from '@/server/statistics/schema'

type Institution = { institutionId: string; name: string; nameEn: string }
type Named = 'institution' | 'county' | 'industry' | 'size' | 'month'

export const inLocale = (locale: Locale, zh: string, en: string) => (locale === 'en' ? en : zh)

export function countyName(code: string, locale: Locale): string {
  const county = countyOf(code)
  return county ? inLocale(locale, county.zh, county.en) : code
}

/** Names of the parts that totals are cut into, and the same as choices of a filter. */
export async function partNames(institutions: readonly Institution[]) {
  const locale = await getLocale()
  const t = await getTranslations('statistics.office.sizes')
  const byId = new Map(institutions.map((one) => [one.institutionId, inLocale(locale, one.name, one.nameEn)]))
  const section = (letter: string) => {
    const found = findSection(letter)
    return found ? inLocale(locale, found.zh, found.en) : letter
  }
  const size = (key: string) => t(sizes.find((known) => known === key) ?? 'unknown')
  const names: Record<Named, (key: string) => string> = {
    institution: (key) => byId.get(key) ?? key,
    county: (key) => countyName(key, locale),
    industry: section,
    size,
    month: (key) => formatMonth(key, locale),
  }
  const choices = {
    institution: [...byId].map(([value, label]) => ({ value, label })),
    county: counties.map(({ code }) => ({ value: code, label: countyName(code, locale) })),
    industry: sections.map(({ letter }) => ({ value: letter, label: `${letter} ${section(letter)}` })),
    size: sizes.map((value) => ({ value, label: size(value) })),
  }
  return { nameOf: (by: Named, key: string) => names[by](key), choices }
}
