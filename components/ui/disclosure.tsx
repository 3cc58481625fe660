import type { ReactNode } from 'react'
import { Icon } from './icon'

/** More on demand, by the browser's own details element. */
export function Disclosure({ summary, open = false, children }: { summary: ReactNode; open?: boolean; children: ReactNode }) {
  return (
    <details open={open} className="group">
      <summary className="inline-flex min-h-9 list-none items-center gap-1 text-link underline-offset-4 hover:underline [&::-webkit-details-marker]:hidden">
        <Icon name="chevron-right" size={16} className="transition-transform duration-120 group-open:rotate-90" />
        {summary}
      </summary>
      <div className="pt-2">{children}</div>
    </details>
  )
}
