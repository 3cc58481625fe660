import { getTranslations } from 'next-intl/server'
import type { NavItem } from '@/components/shell/nav-links'

export async function officeNav(): Promise<NavItem[]> {
  const t = await getTranslations('statistics.office.nav')
  const cage = await getTranslations('cage.nav')
  const staff = await getTranslations('identity.staff')
  const copies = await getTranslations('consent.copies')
  return [
    { href: '/office', label: t('overview'), exact: true },
    { href: '/office/breakdown', label: t('breakdown') },
    { href: '/office/records', label: t('records') },
    { href: '/office/copies', label: copies('overseeTitle') },
    { href: '/office/flows', label: cage('flows') },
    { href: '/office/alerts', label: cage('alerts') },
    { href: '/office/staff', label: staff('title') },
  ]
}
