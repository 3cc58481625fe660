import type { ReactNode } from 'react'

/** More on demand, by the browser's own details element. */
export function Disclosure({ summary, open = false, children }: { summary: ReactNode; open?: boolean; children: ReactNode }) {
  return (
    <details open={open} className="disclosure group min-w-0 max-w-full">
      <summary>{summary}</summary>
      <div className="pt-2">{children}</div>
    </details>
  )
}
