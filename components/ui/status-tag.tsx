import { Icon, type IconName } from './icon'

export type StatusTone = 'neutral' | 'info' | 'success' | 'warning' | 'danger'

const looks: Record<StatusTone, { look: string; icon: IconName }> = {
  neutral: { look: 'border-border-strong text-neutral-tag bg-surface-2', icon: 'circle' },
  info: { look: 'border-info text-info bg-info-subtle', icon: 'circle-dot' },
  success: { look: 'border-success text-success bg-success-subtle', icon: 'check' },
  warning: { look: 'border-warning text-warning bg-warning-subtle', icon: 'triangle-alert' },
  danger: { look: 'border-danger text-danger bg-danger-subtle', icon: 'x' },
}

/** A state in a word and a sign; colour only repeats it. Danger is for refusals and errors, never for falling figures. */
export function StatusTag({ tone = 'neutral', icon, children }: { tone?: StatusTone; icon?: IconName; children: string }) {
  const look = looks[tone]
  return (
    <span className={`inline-flex items-center gap-1 whitespace-nowrap rounded-tag border px-1.5 py-px text-13 ${look.look}`}>
      <Icon name={icon ?? look.icon} size={14} />
      {children}
    </span>
  )
}
