import { getTranslations } from 'next-intl/server'
import type { NavItem } from '@/components/shell/nav-links'

export async function agencyNav(): Promise<NavItem[]> {
  const t = await getTranslations('agency.nav')
  const cage = await getTranslations('cage.nav')
  return [
    { href: '/agency', label: t('overview'), exact: true },
    { href: '/agency/catalogue', label: t('catalogue') },
    { href: '/agency/usage', label: cage('usage') },
    { href: '/agency/staff', label: t('staff') },
  ]
}
