import Link from 'next/link'
import { useTranslations } from 'next-intl'

type Props = { page: number; pageSize: number; total: number; href: (page: number) => string }

/** Pages from 1 on. Shows the total even when one page holds all; an empty list says so itself. */
export function Pagination({ page, pageSize, total, href }: Props) {
  const t = useTranslations('ui.table')
  if (total === 0) return null
  const pages = Math.max(1, Math.ceil(total / pageSize))
  const link = 'inline-flex min-h-9 items-center rounded-control px-3 text-link hover:bg-primary-subtle hover:underline'
  return (
    <nav aria-label={t('pages')} className="flex flex-wrap items-center justify-between gap-3 text-14 text-fg-2">
      <span className="figures">{t('total', { count: total })}</span>
      {pages > 1 ? (
        <div className="flex flex-wrap items-center gap-1">
          {page > 1 ? (
            <Link href={href(page - 1)} rel="prev" className={link}>
              {t('previous')}
            </Link>
          ) : null}
          <span className="figures px-2">{t('page', { page, pages })}</span>
          {page < pages ? (
            <Link href={href(page + 1)} rel="next" className={link}>
              {t('next')}
            </Link>
          ) : null}
        </div>
      ) : null}
    </nav>
  )
}
