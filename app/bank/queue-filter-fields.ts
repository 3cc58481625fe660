import { getLocale, getTranslations } from 'next-intl/server'
import type { Filter } from '@/components/ui/filter-bar'
import { formatMoney } from '@/components/ui/number-format'
import { firstOf, type SearchParams } from '@/components/ui/query-href'
import { counties } from '@/server/kernel/areas'
import { amountBands } from './queue-filters'

type Named = { products: { id: string; name: string; nameEn: string }[]; officers: { accountId: string; name: string }[] }

/** A band of amounts in words. */
async function bandLabels() {
  const [t, locale] = [await getTranslations('bank.queue.filters'), await getLocale()]
  const amount = (wan: string | undefined) =>
    formatMoney(BigInt(wan || 0) * 1_000_000n, locale === 'en' ? 'yuan' : 'wan', locale).replace('.00', '')
  return amountBands.map((band) => {
    const [low, high] = band.split('-')
    if (!high) return { value: band, label: t('above', { amount: amount(low) }) }
    const label = low === '0' ? t('upTo', { amount: amount(high) }) : t('between', { low: amount(low), high: amount(high) })
    return { value: band, label }
  })
}

/** The filters of the queue, with what the address says of each. */
export async function queueFilterFields(params: SearchParams, { products, officers }: Named): Promise<Filter[]> {
  const t = await getTranslations('bank.queue')
  const english = (await getLocale()) === 'en'
  const select = (name: string, label: string, options: { value: string; label: string }[]): Filter => ({
    kind: 'select',
    name,
    label,
    options,
    value: firstOf(params[name]),
  })
  const people = officers.map(({ accountId, name }) => ({ value: accountId, label: name }))
  return [
    {
      kind: 'text',
      name: 'search',
      label: t('filters.search'),
      value: firstOf(params.search),
      placeholder: t('filters.searchHint'),
    },
    select(
      'product',
      t('filters.product'),
      products.map(({ id, name, nameEn }) => ({ value: id, label: english ? nameEn : name })),
    ),
    select('amount', t('filters.amount'), await bandLabels()),
    select(
      'county',
      t('filters.county'),
      counties.map(({ code, zh, en }) => ({ value: code, label: english ? en : zh })),
    ),
    select('officer', t('filters.officer'), [
      { value: 'ME', label: t('filters.me') },
      { value: 'NONE', label: t('nobody') },
      ...people,
    ]),
    select('overdue', t('filters.overdue'), [{ value: 'yes', label: t('filters.overdueOnly') }]),
  ]
}
