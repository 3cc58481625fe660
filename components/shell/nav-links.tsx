'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'

export type NavItem = {
  href: string
  label: string
  /** The portal's own first page: current only on exactly this path. */
  exact?: boolean
}

const isCurrent = (item: NavItem, path: string) => path === item.href || (!item.exact && path.startsWith(`${item.href}/`))

/** The current page comes from the address, because a layout is not rendered anew on navigation. */
export function NavLinks({ items, direction }: { items: readonly NavItem[]; direction: 'row' | 'column' }) {
  const path = usePathname()
  const look =
    direction === 'row'
      ? 'inline-flex h-11 items-center border-b-2 border-transparent px-3 aria-[current=page]:border-primary hover:border-border-strong'
      : 'flex min-h-11 items-center border-l-2 border-transparent px-4 aria-[current=page]:border-primary aria-[current=page]:bg-surface-2'
  return (
    <ul className={direction === 'row' ? 'flex flex-wrap' : 'grid'}>
      {items.map((item) => (
        <li key={item.href}>
          <Link
            href={item.href}
            aria-current={isCurrent(item, path) ? 'page' : undefined}
            onClick={(event) => event.currentTarget.closest('details')?.removeAttribute('open')}
            className={`whitespace-nowrap text-fg-2 hover:text-fg aria-[current=page]:font-semibold aria-[current=page]:text-fg ${look}`}
          >
            {item.label}
          </Link>
        </li>
      ))}
    </ul>
  )
}
