import type { ReactNode } from 'react'
import { Icon } from './icon'

export type BannerTone = 'info' | 'success' | 'warning' | 'danger'

const looks = {
  info: { box: 'border-info bg-info-subtle', icon: 'text-info', name: 'info' },
  success: { box: 'border-success bg-success-subtle', icon: 'text-success', name: 'circle-check' },
  warning: { box: 'border-warning bg-warning-subtle', icon: 'text-warning', name: 'triangle-alert' },
  danger: { box: 'border-danger bg-danger-subtle', icon: 'text-danger', name: 'circle-alert' },
} as const

type Props = { tone?: BannerTone; title: ReactNode; children?: ReactNode; actions?: ReactNode }

/** A message that stays on the page: outcomes, warnings, what changed. Danger is for errors and refusals only. */
export function Banner({ tone = 'info', title, children, actions }: Props) {
  const { box, icon, name } = looks[tone]
  return (
    <div role={tone === 'danger' ? 'alert' : 'status'} className={`flex gap-3 rounded-card border-l-4 p-4 ${box}`}>
      <Icon name={name} className={`mt-0.5 ${icon}`} />
      <div className="grid min-w-0 gap-1">
        <p className="font-semibold">{title}</p>
        {children ? <div className="text-fg-2">{children}</div> : null}
        {actions ? <div className="mt-2 flex flex-wrap gap-3">{actions}</div> : null}
      </div>
    </div>
  )
}
