import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'
import { StatusTag, type StatusTone } from './status-tag'

export type SummaryRow = {
  label: string
  value: ReactNode /** A link that changes this row; its text names the row. */
  action?: ReactNode
}

/** Names and values, e.g. before sending an application. */
export function SummaryList({ rows }: { rows: readonly SummaryRow[] }) {
  return (
    <dl className="grid">
      {rows.map(({ label, value, action }) => (
        <div
          key={label}
          className="grid gap-x-6 gap-y-1 border-border border-b py-3 last:border-b-0 sm:grid-cols-[minmax(7rem,min(14rem,32%))_1fr_auto]"
        >
          <dt className="text-fg-2">{label}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
          {action ? <dd className="sm:text-right">{action}</dd> : null}
        </div>
      ))}
    </dl>
  )
}

export type TaskState = 'done' | 'doing' | 'todo' | 'blocked'
export type Task = { label: string; href?: string; state: TaskState; hint?: ReactNode }

const taskLooks: Record<TaskState, { tone: StatusTone; icon: IconName }> = {
  done: { tone: 'success', icon: 'check' },
  doing: { tone: 'info', icon: 'circle-dot' },
  todo: { tone: 'neutral', icon: 'circle' },
  blocked: { tone: 'neutral', icon: 'lock' },
}

/** What is left to do, in order; a blocked task is not a link and its hint says what it waits for. */
export function TaskList({ tasks }: { tasks: readonly Task[] }) {
  const t = useTranslations('ui.task')
  return (
    <ol className="grid">
      {tasks.map(({ label, href, state, hint }) => (
        <li key={label} className="flex min-h-row items-center justify-between gap-4 border-border border-b py-2 last:border-b-0">
          <div className="grid min-w-0">
            {href && state !== 'blocked' ? (
              <Link href={href} className="text-link underline-offset-4 hover:underline">
                {label}
              </Link>
            ) : (
              <span>{label}</span>
            )}
            {hint ? <span className="text-14 text-fg-3">{hint}</span> : null}
          </div>
          <StatusTag {...taskLooks[state]}>{t(state)}</StatusTag>
        </li>
      ))}
    </ol>
  )
}

export type TimelineItem = {
  id: string
  title: string
  state: 'done' | 'current' | 'planned'
  /** A DateText: when it happened, or is expected. */
  at?: ReactNode
  /** Who has to act, or acted. */
  owner?: string
  children?: ReactNode
}

/** What happened and what comes next, from top to bottom. */
export function Timeline({ items }: { items: readonly TimelineItem[] }) {
  const t = useTranslations('ui.timeline')
  const icons = { done: 'circle-check', current: 'circle-dot', planned: 'circle-dashed' } as const
  const colours = { done: 'text-success', current: 'text-primary', planned: 'text-fg-3' }
  return (
    <ol>
      {items.map(({ id, title, state, at, owner, children }) => (
        <li key={id} aria-current={state === 'current' ? 'step' : undefined} className="group grid grid-cols-[20px_1fr] gap-x-3">
          <div className="grid grid-rows-[auto_1fr] justify-items-center">
            <Icon name={icons[state]} className={`mt-1 bg-surface ${colours[state]}`} />
            <span aria-hidden="true" className="w-px bg-border group-last:hidden" />
          </div>
          <div className="grid gap-1 pb-6 group-last:pb-0">
            <p className={state === 'planned' ? 'text-fg-2' : 'font-semibold'}>
              <span className="sr-only">{t(state)} </span>
              {title}
            </p>
            {at || owner ? (
              <p className="flex flex-wrap gap-x-3 text-14 text-fg-3">
                {owner ? <span>{owner}</span> : null}
                {at ? (
                  <span>
                    {state === 'planned' ? `${t('planned')} ` : ''}
                    {at}
                  </span>
                ) : null}
              </p>
            ) : null}
            {children ? <div className="text-fg-2">{children}</div> : null}
          </div>
        </li>
      ))}
    </ol>
  )
}
