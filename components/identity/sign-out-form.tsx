'use client'
import { type SubmitEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'

/** Ends the session at once, here and on the server; `failed` is said when the server could not be reached. */
export function SignOutForm({ labels }: { labels: { submit: string; failed: string } }) {
  const [state, setState] = useState<'idle' | 'sending' | 'failed'>('idle')

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setState('sending')
    try {
      const { postToSignIn } = await import('./post-to-sign-in')
      await postToSignIn('signout', {})
      window.location.assign('/login?signed-out=1') // a full load: nothing of the session stays in memory
    } catch {
      setState('failed')
    }
  }

  return (
    <form method="post" action="/api/auth/signout" onSubmit={submit} className="grid justify-items-start gap-2">
      <Button type="submit" disabled={state === 'sending'}>
        <Icon name="undo-2" size={16} />
        {labels.submit}
      </Button>
      <p role="status" className="text-14 text-danger empty:hidden">
        {state === 'failed' ? labels.failed : null}
      </p>
    </form>
  )
}
