import Link from 'next/link'
import { formatCount } from './number-format'

export type Tab = { href: string; label: string; count?: number; current: boolean }

/** Views of one list as links, each with its own address. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className="overflow-x-auto border-border border-b">
      <ul className="flex">
        {tabs.map(({ href, label: text, count, current }) => (
          // Where they do not all fit, the list begins at the one that is open.
          <li key={href} className={current ? '[scroll-initial-target:nearest]' : undefined}>
            <Link
              href={href}
              aria-current={current ? 'page' : undefined}
              className="inline-flex min-h-11 items-center gap-2 whitespace-nowrap border-transparent border-b-2 px-4 text-fg-2 hover:text-fg aria-[current=page]:border-primary aria-[current=page]:font-semibold aria-[current=page]:text-fg"
            >
              {text}
              {count === undefined ? null : (
                <span className="figures rounded-tag bg-surface-3 px-1.5 text-13 text-fg-2">{formatCount(count)}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
