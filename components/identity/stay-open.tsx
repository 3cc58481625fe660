'use client'
import type { ReactNode } from 'react'
import { FormDoneContext } from '@/components/ui/form-context'

const stay = () => {}

/** Keeps a dialog open after its form succeeded: the outcome is shown once and has to be read. */
export function StayOpen({ children }: { children: ReactNode }) {
  return <FormDoneContext value={stay}>{children}</FormDoneContext>
}
