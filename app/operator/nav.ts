import { getTranslations } from 'next-intl/server'
import type { NavItem } from '@/components/shell/nav-links'

export async function operatorNav(): Promise<NavItem[]> {
  const t = await getTranslations('operator.nav')
  const copies = await getTranslations('consent.copies')
  const sources = await getTranslations('sources.operator')
  const cage = await getTranslations('cage.nav')
  const rescoring = await getTranslations('rescoring')
  const monitoring = await getTranslations('monitoring')
  const group = (label: string, pages: readonly [NavItem, ...NavItem[]]): NavItem => ({ href: pages[0].href, label, pages })
  return [
    { href: '/operator', label: t('overview'), exact: true },
    group(t('groups.parties'), [
      { href: '/operator/claims', label: t('claims') },
      { href: '/operator/organisations', label: t('organisations') },
      { href: '/operator/accounts', label: t('accounts') },
      { href: '/operator/institutions', label: t('institutions') },
      { href: '/operator/agencies', label: t('agencies') },
      { href: '/operator/staff', label: t('staff') },
    ]),
    group(t('groups.data'), [
      { href: '/operator/jobs', label: t('jobs') },
      { href: '/operator/data', label: sources('title') },
      { href: '/operator/copies', label: copies('overseeTitle') },
      { href: '/operator/erasures', label: t('erasures') },
    ]),
    group(t('groups.use'), [
      { href: '/operator/flows', label: cage('flows') },
      { href: '/operator/alerts', label: cage('alerts') },
    ]),
    group(t('groups.scoring'), [
      { href: '/operator/monitoring', label: monitoring('title') },
      { href: '/operator/cards/versions', label: rescoring('versions.title') },
      { href: '/operator/rescoring', label: rescoring('rescoring.title') },
    ]),
  ]
}
