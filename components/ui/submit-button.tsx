'use client'
import { type ReactNode, useContext } from 'react'
import { Button, type ButtonVariant } from './button'
import { FormContext } from './form-context'

type Props = { children: ReactNode; variant?: ButtonVariant; name?: string; value?: string; className?: string }

/** Sends the form around it. While the form is under way it is disabled and keeps its label. */
export function SubmitButton({ variant = 'primary', ...rest }: Props) {
  const { pending } = useContext(FormContext)
  return <Button type="submit" variant={variant} disabled={pending} aria-busy={pending} {...rest} />
}
