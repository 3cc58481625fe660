import Link from 'next/link'
import { useTranslations } from 'next-intl'

export type Crumb = { label: string; href?: string }

/** Where this page lies; the last one is the page itself. For pages below the second level. */
export function Breadcrumbs({ items }: { items: readonly Crumb[] }) {
  const t = useTranslations('shell')
  return (
    <nav aria-label={t('breadcrumbs')} className="text-14 text-fg-3">
      <ol className="flex flex-wrap gap-x-2">
        {items.map(({ label, href }, index) => (
          <li key={label} className="flex items-center gap-x-2">
            {index > 0 ? <span aria-hidden="true">›</span> : null}
            {href ? (
              <Link href={href} className="inline-flex min-h-6 items-center text-link hover:underline">
                {label}
              </Link>
            ) : (
              <span aria-current="page">{label}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
