import { getTranslations } from 'next-intl/server'
import type { NavItem } from '@/components/shell/nav-links'
import { mayOpen } from '@/server/auth/guard-page'
import { currentSession } from '@/server/auth/session'

/** The pages of an institution. */
export async function bankNav(): Promise<NavItem[]> {
  const queue = await getTranslations('bank.queue')
  const reports = await getTranslations('disbursement.bank.titles')
  const products = await getTranslations('catalogue.manage')
  const cards = await getTranslations('cards')
  const copies = await getTranslations('consent.copies')
  const monitoring = await getTranslations('monitoring.own')
  const session = await currentSession()
  const own = session !== null && mayOpen(session, 'monitoring.read-own')
  return [
    { href: '/bank', label: queue('title'), exact: true },
    { href: '/bank/disbursements', label: reports('DISBURSEMENT') },
    { href: '/bank/repayments', label: reports('REPAYMENT') },
    { href: '/bank/products', label: products('title') },
    { href: '/bank/cards', label: cards('title') },
    ...(own ? [{ href: '/bank/monitoring', label: monitoring('title') }] : []),
    { href: '/bank/copies', label: copies('title') },
  ]
}
