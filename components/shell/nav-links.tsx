'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'

export type NavItem = {
  href: string
  label: string
  /** The portal's own first page: current only on exactly this path. */
  exact?: boolean
  /** The pages of a group, whose first one `href` is; a portal of many pages has groups. */
  pages?: readonly NavItem[]
}

const isCurrent = (item: NavItem, path: string): boolean =>
  item.pages
    ? item.pages.some((page) => isCurrent(page, path))
    : path === item.href || (!item.exact && path.startsWith(`${item.href}/`))

const closeMenu = (link: Element) => link.closest('details')?.removeAttribute('open')

function NavLink({ item, path, look }: { item: NavItem; path: string; look: string }) {
  return (
    <Link
      href={item.href}
      // Of a group: this leads into it, and the page itself stands in the row beneath.
      aria-current={isCurrent(item, path) ? (item.pages ? 'true' : 'page') : undefined}
      onClick={(event) => closeMenu(event.currentTarget)}
      className={`whitespace-nowrap text-fg-2 hover:text-fg aria-[current]:font-semibold aria-[current]:text-fg ${look}`}
    >
      {item.label}
    </Link>
  )
}

const rowLook =
  'inline-flex h-11 items-center border-b-2 border-transparent px-3 hover:border-border-strong aria-[current]:border-primary'
const innerLook = 'inline-flex h-9 items-center px-3 text-14 aria-[current]:rounded-control aria-[current]:bg-surface-2'

/** The pages of a portal in a row; those of the current group in a second one. */
export function NavRow({ items }: { items: readonly NavItem[] }) {
  const path = usePathname()
  const inner = items.find((item) => isCurrent(item, path))?.pages
  return (
    <>
      <ul className="flex flex-wrap">
        {items.map((item) => (
          <li key={item.href}>
            <NavLink item={item} path={path} look={rowLook} />
          </li>
        ))}
      </ul>
      {inner ? (
        <ul className="flex flex-wrap pb-1">
          {inner.map((item) => (
            <li key={item.href}>
              <NavLink item={item} path={path} look={innerLook} />
            </li>
          ))}
        </ul>
      ) : null}
    </>
  )
}

const columnLook =
  'flex min-h-11 items-center border-l-2 border-transparent px-4 aria-[current]:border-primary aria-[current]:bg-surface-2'

/** All pages of a portal beneath each other, for a phone: each group under its name. */
export function NavColumn({ items }: { items: readonly NavItem[] }) {
  const path = usePathname()
  return (
    <ul className="grid">
      {items.map((item) => (
        <li key={item.href}>
          {item.pages ? (
            <>
              <p className="px-4 pt-3 pb-1 text-13 text-fg-3">{item.label}</p>
              <NavColumn items={item.pages} />
            </>
          ) : (
            <NavLink item={item} path={path} look={columnLook} />
          )}
        </li>
      ))}
    </ul>
  )
}
