import { getTranslations } from 'next-intl/server'
import type { NavItem } from '@/components/shell/nav-links'

/** The pages of an institution. */
export async function bankNav(): Promise<NavItem[]> {
  const queue = await getTranslations('bank.queue')
  const products = await getTranslations('catalogue.manage')
  return [
    { href: '/bank', label: queue('title'), exact: true },
    { href: '/bank/products', label: products('title') },
  ]
}
