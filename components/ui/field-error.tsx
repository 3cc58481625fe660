'use client'
import { useContext } from 'react'
import { FormContext } from './form-context'
import { messageFor, pathOf } from './form-input'

/** The sentence at the control, the same as in the summary; `initial` is what the server knew when it rendered. */
export function FieldError({ id, name, initial }: { id: string; name: string; initial?: string }) {
  const { errors } = useContext(FormContext)
  const message = messageFor(pathOf(name), errors) ?? initial
  return (
    <p id={id} className="flex gap-1.5 text-14 text-danger empty:hidden" data-field-error="">
      {message ? (
        <>
          <span aria-hidden="true">▲</span>
          {message}
        </>
      ) : null}
    </p>
  )
}
