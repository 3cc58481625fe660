'use client'
import { createContext } from 'react'

export type FormState = { pending: boolean; errors: readonly { path: string; message: string }[] }

/** The state of the form around a control; outside a form nothing is wrong and nothing is pending. */
export const FormContext = createContext<FormState>({ pending: false, errors: [] })

/** What to do when the form inside succeeds: a dialog closes itself. */
export const FormDoneContext = createContext<() => void>(() => {})
