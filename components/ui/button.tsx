import Link from 'next/link'
import type { ComponentProps, ReactNode } from 'react'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'

const base =
  'inline-flex min-h-control items-center justify-center gap-2 whitespace-nowrap rounded-control px-4 font-semibold text-body transition-colors duration-120 ease-out disabled:cursor-not-allowed disabled:opacity-60'
const looks: Record<ButtonVariant, string> = {
  primary: 'bg-primary text-on-primary hover:bg-primary-hover active:bg-primary-active',
  secondary: 'border border-border-strong bg-surface text-fg hover:bg-surface-2 active:bg-surface-3',
  quiet: 'text-link underline-offset-4 hover:bg-primary-subtle hover:underline',
  danger: 'border border-danger bg-surface text-danger hover:bg-danger-subtle',
}

/** The class list of a button, for elements that must look like one. */
export const buttonClass = (variant: ButtonVariant = 'secondary', className = '') => `${base} ${looks[variant]} ${className}`

type Look = { variant?: ButtonVariant; children: ReactNode; className?: string }

/** A native button. At most one `primary` a screen; `danger` for destructive acts only. */
export function Button({ variant, className, type = 'button', ...rest }: Look & ComponentProps<'button'>) {
  return <button type={type} className={buttonClass(variant, className)} {...rest} />
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function LinkButton({ variant, className, ...rest }: Look & ComponentProps<typeof Link>) {
  return <Link className={buttonClass(variant, className)} {...rest} />
}
