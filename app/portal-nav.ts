import { getTranslations } from 'next-intl/server'
import type { NavItem } from '@/components/shell/nav-links'
import { portalOf } from '@/server/auth/schema'
import type { OrganisationKind } from '@/server/identity/schema'
import { agencyNav } from './agency/nav'
import { bankNav } from './bank/nav'
import { officeNav } from './office/nav'
import { operatorNav } from './operator/nav'

/** The pages of an enterprise, in the order in which a loan comes about. */
async function enterpriseNav(): Promise<NavItem[]> {
  const [consent, sources, portrait, report, ledger, matching, apply] = await Promise.all([
    getTranslations('consent'),
    getTranslations('sources'),
    getTranslations('portrait'),
    getTranslations('report'),
    getTranslations('ledger.access'),
    getTranslations('matching'),
    getTranslations('apply'),
  ])
  return [
    { href: '/sme', label: consent('workbench.title'), exact: true },
    { href: '/sme/consents', label: consent('title') },
    { href: '/sme/data', label: sources('title') },
    { href: '/sme/portrait', label: portrait('title') },
    { href: '/sme/health', label: report('health.title') },
    { href: '/sme/reports', label: report('list.title') },
    { href: '/sme/matching', label: matching('title') },
    { href: '/sme/applications', label: apply('title') },
    { href: '/sme/loans', label: apply('loans.title') },
    { href: '/sme/access', label: ledger('title') },
  ]
}

/** The main navigation of a portal. Each entry leads to a page that is there. */
export async function navOf(kind: OrganisationKind): Promise<NavItem[]> {
  if (kind === 'ENTERPRISE') return enterpriseNav()
  if (kind === 'INSTITUTION') return bankNav()
  if (kind === 'OFFICE') return officeNav()
  if (kind === 'OPERATOR') return operatorNav()
  if (kind === 'AGENCY') return agencyNav()
  const t = await getTranslations('identity.portals')
  return [{ href: portalOf(kind), label: t(kind), exact: true }]
}
