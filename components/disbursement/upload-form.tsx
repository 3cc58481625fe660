'use client'
import { useRouter } from 'next/navigation'
import { type SubmitEvent, useRef, useState } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { inputClass } from '@/components/ui/field'

type Words = Record<'file' | 'hint' | 'submit' | 'choose' | 'tooLarge' | 'offline' | 'working', string>
type Props = { kind: 'DISBURSEMENT' | 'REPAYMENT'; resultPath: string; maxBytes: number; words: Words }

/** Sends one file to the upload route and goes to its result. The header is one that another site's form cannot set. */
export function UploadForm({ kind, resultPath, maxBytes, words }: Props) {
  const router = useRouter()
  const input = useRef<HTMLInputElement>(null)
  const [pending, setPending] = useState(false)
  const [failure, setFailure] = useState('')

  async function send(file: File): Promise<string | undefined> {
    const body = new FormData()
    body.set('kind', kind)
    body.set('file', file)
    const answer = await fetch('/api/uploads/reports', { method: 'POST', body, headers: { 'x-app-request': '1' } })
    const result: unknown = await answer.json().catch(() => ({}))
    const text = (key: string) =>
      typeof result === 'object' && result !== null ? String(new Map(Object.entries(result)).get(key) ?? '') : ''
    if (!answer.ok) return text('message') || words.offline
    router.push(`${resultPath}/${text('batchId')}`)
    return undefined
  }

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const file = input.current?.files?.[0]
    if (!file) return setFailure(words.choose)
    if (file.size > maxBytes) return setFailure(words.tooLarge)
    setPending(true)
    setFailure('')
    setFailure((await send(file).catch(() => words.offline)) ?? '')
    setPending(false)
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-3">
      <label htmlFor="upload-file" className="font-semibold">
        {words.file}
      </label>
      <p id="upload-hint" className="text-14 text-fg-3">
        {words.hint}
      </p>
      <input
        ref={input}
        id="upload-file"
        type="file"
        accept=".csv,text/csv"
        aria-describedby="upload-hint"
        className={`${inputClass} max-w-xl py-2 file:mr-3 file:rounded-control file:border-0 file:bg-primary-subtle file:px-3 file:py-1 file:font-semibold file:text-link`}
      />
      {failure ? <Banner tone="danger" title={failure} /> : null}
      <div>
        <Button type="submit" disabled={pending} aria-busy={pending}>
          {pending ? words.working : words.submit}
        </Button>
      </div>
    </form>
  )
}
