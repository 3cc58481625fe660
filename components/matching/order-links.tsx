import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type MatchOrder, matchOrders } from './select-matches'

/** The orders of a list of matches as links; the one in use says so. */
export function OrderLinks({ order, hrefOf }: { order: MatchOrder; hrefOf: (order: MatchOrder) => string }) {
  const t = useTranslations('matching.filter')
  const names = { cost: t('byCost'), line: t('byLine'), instalment: t('byInstalment') }
  return (
    <nav aria-label={t('sort')} className="flex flex-wrap gap-x-4 gap-y-1 text-14 md:ml-auto">
      <span aria-hidden="true" className="text-fg-2">
        {t('sort')}
      </span>
      {matchOrders.map((one) => (
        <Link
          key={one}
          href={hrefOf(one)}
          aria-current={one === order ? 'true' : undefined}
          className="text-link underline-offset-4 hover:underline aria-[current=true]:font-semibold aria-[current=true]:text-fg"
        >
          {names[one]}
        </Link>
      ))}
    </nav>
  )
}
