import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { formatInstant } from './date-format'
import { Icon } from './icon'

type StateProps = { title: string; children?: ReactNode; actions?: ReactNode }

/** Nothing here: says why, and what to do next. */
export function EmptyState({ title, children, actions }: StateProps) {
  return (
    <div className="grid justify-items-start gap-3 py-6">
      <Icon name="file-search" className="text-fg-3" />
      <p className="font-semibold">{title}</p>
      {children ? <div className="max-w-[40em] text-fg-2">{children}</div> : null}
      {actions ? <div className="flex flex-wrap gap-3">{actions}</div> : null}
    </div>
  )
}

/** Signed in, but not allowed: whom to ask. Without props it gives the general text. */
export function ForbiddenState({ title, children, actions }: Partial<StateProps>) {
  const t = useTranslations('ui.forbidden')
  return (
    <div className="grid justify-items-start gap-3 rounded-card border border-border bg-surface p-card">
      <Icon name="shield-x" size={24} className="text-fg-3" />
      <h1 className="text-24">{title ?? t('title')}</h1>
      <div className="max-w-[40em] text-fg-2">{children ?? t('body')}</div>
      {actions ? <div className="flex flex-wrap gap-3">{actions}</div> : null}
    </div>
  )
}

/** The shape of what is coming. `label` is what a screen reader hears. */
export function Skeleton({ lines = 3, title = false }: { lines?: number; title?: boolean }) {
  const t = useTranslations('ui')
  const widths = ['w-full', 'w-11/12', 'w-4/5', 'w-full', 'w-3/5']
  return (
    <div role="status" className="grid w-full gap-3">
      <span className="sr-only">{t('loading')}</span>
      {title ? <div className="h-9 w-64 max-w-full animate-pulse rounded-control bg-surface-3" /> : null}
      {Array.from({ length: lines }, (_, line) => line).map((line) => (
        <div key={line} className={`h-5 animate-pulse rounded-tag bg-surface-3 ${widths[line % widths.length]}`} />
      ))}
    </div>
  )
}

/** The figures below are older than they should be. */
export function StaleNotice({ asOf, children, actions }: { asOf: Date; children?: ReactNode; actions?: ReactNode }) {
  const t = useTranslations('ui.stale')
  const locale = useLocale()
  return (
    <div role="status" className="flex items-start gap-3 rounded-control bg-warning-subtle px-4 py-2 text-14">
      <Icon name="clock" size={16} className="mt-1 text-warning" />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span>{t('asOf', { at: formatInstant(asOf, locale) })}</span>
        {children ? <span className="text-fg-2">{children}</span> : null}
        {actions}
      </div>
    </div>
  )
}
