'use client'
import { type ReactNode, type SubmitEvent, useEffect, useRef, useState } from 'react'
import { ErrorSummary } from '@/components/ui/error-summary'
import { FormContext } from '@/components/ui/form-context'
import { SubmitButton } from '@/components/ui/submit-button'

type Props = {
  /** Where to go once signed in: a path of this site, checked by the page. */
  next: string
  labels: {
    submit: string
    wrong: string
    /** With {wait}, made of `minutes` ({minutes}, {seconds}) or `seconds` ({seconds}). */
    throttled: string
    minutes: string
    seconds: string
    noOrganisation: string
    offline: string
    fault: string
  }
  /** The two fields, `loginName` and `password`. */
  children: ReactNode
}

const put = (text: string, values: Record<string, string | number>) =>
  Object.entries(values).reduce((result, [name, value]) => result.replace(`{${name}}`, String(value)), text)

/** What next-auth answered, in words: the same for an unknown name and a wrong password. */
function explain(error: string, labels: Props['labels']): string {
  if (error === 'CredentialsSignin') return labels.wrong
  if (error === 'no-organisation') return labels.noOrganisation
  const total = Number(/^throttled:(\d+)$/.exec(error)?.[1] ?? Number.NaN)
  if (Number.isNaN(total)) return labels.fault
  const [minutes, seconds] = [Math.floor(total / 60), total % 60]
  return put(labels.throttled, { wait: put(minutes > 0 ? labels.minutes : labels.seconds, { minutes, seconds }) })
}

/** Signs in and goes on by a full load, so that every page is rendered for the new person. */
export function SignInForm({ next, labels, children }: Props) {
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const summary = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (problem) summary.current?.focus()
  }, [problem])

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    setPending(true)
    setProblem(null)
    try {
      const { postToSignIn } = await import('./post-to-sign-in')
      const answer = await postToSignIn('callback/credentials', {
        loginName: String(data.get('loginName') ?? ''),
        password: String(data.get('password') ?? ''),
      })
      const error = answer.searchParams.get('error')
      if (!error) return window.location.assign(next)
      setProblem(explain(error, labels))
    } catch {
      setProblem(labels.offline)
    }
    setPending(false)
  }

  return (
    <FormContext value={{ pending, errors: [] }}>
      <form method="post" noValidate onSubmit={submit} className="grid gap-6">
        <div ref={summary} tabIndex={-1} className="empty:hidden">
          {problem ? <ErrorSummary title={problem} /> : null}
        </div>
        {children}
        <div>
          <SubmitButton>{labels.submit}</SubmitButton>
        </div>
      </form>
    </FormContext>
  )
}
