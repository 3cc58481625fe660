'use client'
import { useRouter } from 'next/navigation'
import { type SubmitEvent, useContext, useEffect, useRef, useState } from 'react'
import type { ActionFormProps } from './action-form'
import { Banner } from './banner'
import { ErrorSummary, type SummaryItem } from './error-summary'
import { FormContext, FormDoneContext } from './form-context'
import { messageFor, pathOf } from './form-input'
import { controlsOf, fill, type ReadingStrings, readForm } from './form-reading'
import { SubmitButton } from './submit-button'

/** After success: go to a page (`{name}` filled from the answer), or render this one anew; `reset` empties the fields. */
export type DoneRule = { href?: string; refresh?: boolean; reset?: boolean }
export type OutcomeText = { title: string; body?: string }
export type ActionFormStrings = ReadingStrings & {
  summaryTitle: string
  fault: string
  faultWithReference: string
  offline: string
}
type Failure = { message?: string; items: SummaryItem[] }

const asRecord = (data: unknown): Record<string, unknown> =>
  typeof data === 'object' && data !== null ? Object.fromEntries(Object.entries(data)) : {}

/** Marks the controls that are wrong; the fields are the server's markup, so this is the one attribute set by hand. */
function markControls(form: HTMLFormElement, errors: readonly { path: string; message: string }[]) {
  for (const control of controlsOf(form)) {
    if (messageFor(pathOf(control.name), errors)) control.setAttribute('aria-invalid', 'true')
    else control.removeAttribute('aria-invalid')
  }
}

function useSending(props: ActionFormProps & { strings: ActionFormStrings }) {
  const { procedure, fixed, onDone, strings } = props
  const router = useRouter()
  const leave = useContext(FormDoneContext)
  const locked = useRef(false)
  const [pending, setPending] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [answer, setAnswer] = useState<Record<string, unknown> | null>(null)

  const explain = (code: string, message: string, reference?: string) => {
    if (code === 'NETWORK') return strings.offline
    if (message) return message
    return reference ? fill(strings.faultWithReference, { reference }) : strings.fault
  }

  async function send(form: HTMLFormElement, submitter: HTMLElement | null) {
    const { input, problems } = await readForm(form, submitter, strings)
    if (problems.length > 0) return setFailure({ items: problems })
    const { call } = await import('@/components/trpc/call')
    const result = await call(procedure, { ...input, ...fixed })
    if (!result.ok) {
      const items = result.fieldErrors.length > 0 ? result.fieldErrors : []
      return setFailure({ message: items.length > 0 ? undefined : explain(result.code, result.message, result.reference), items })
    }
    const values = asRecord(result.data)
    setFailure(null)
    setAnswer(values)
    if (onDone?.reset) form.reset()
    leave()
    if (onDone?.href) router.push(fill(onDone.href, values))
    else if (onDone?.refresh) router.refresh()
  }

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    if (locked.current) return
    locked.current = true
    setPending(true)
    setAnswer(null)
    try {
      await send(event.currentTarget, event.nativeEvent instanceof globalThis.SubmitEvent ? event.nativeEvent.submitter : null)
    } catch {
      setFailure({ message: strings.offline, items: [] })
    } finally {
      locked.current = false
      setPending(false)
    }
  }
  return { pending, failure, answer, submit }
}

/** The browser half of {@link ActionForm}; use it directly only where the strings are at hand. */
export function ActionFormClient(props: ActionFormProps & { strings: ActionFormStrings }) {
  const { labels, outcome, variant, secondary, children, className = '', strings } = props
  const { pending, failure, answer, submit } = useSending(props)
  const form = useRef<HTMLFormElement>(null)
  const summary = useRef<HTMLDivElement>(null)
  const errors = failure?.items ?? []

  useEffect(() => {
    if (form.current) markControls(form.current, failure?.items ?? [])
    if (failure || answer) summary.current?.focus()
  }, [failure, answer])

  const focusControl = (path: string) => {
    const controls = form.current ? controlsOf(form.current) : []
    controls.find((control) => messageFor(pathOf(control.name), [{ path, message: path }]))?.focus()
  }

  return (
    <FormContext value={{ pending, errors }}>
      <form ref={form} method="post" noValidate onSubmit={submit} className={`grid gap-6 ${className}`}>
        <div ref={summary} tabIndex={-1} className="empty:hidden">
          {failure ? (
            <ErrorSummary
              title={failure.message ?? fill(strings.summaryTitle, { count: errors.length })}
              items={errors}
              onPick={focusControl}
            />
          ) : null}
          {answer && outcome ? (
            <Banner tone="success" title={fill(outcome.title, answer)}>
              {outcome.body ? fill(outcome.body, answer) : null}
            </Banner>
          ) : null}
        </div>
        {children}
        {labels?.submit || secondary ? (
          <div className="flex flex-wrap items-center gap-3">
            {labels?.submit ? <SubmitButton variant={variant}>{labels.submit}</SubmitButton> : null}
            {secondary}
          </div>
        ) : null}
      </form>
    </FormContext>
  )
}
