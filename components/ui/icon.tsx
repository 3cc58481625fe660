import { iconPaths } from './icon-paths'

export type IconName = keyof typeof iconPaths

/** Decoration beside a word, never instead of one. */
export function Icon({ name, size = 20, className = '' }: { name: IconName; size?: 14 | 16 | 20 | 24; className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      aria-hidden="true"
      focusable="false"
      className={`shrink-0 fill-none stroke-current ${className}`}
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={iconPaths[name]} />
    </svg>
  )
}
