'use client'
import { useEffect, useState } from 'react'
import { Button, buttonClass } from '@/components/ui/button'
import en from '@/messages/en/fault.json'
import zh from '@/messages/zh-CN/fault.json'

export type FaultProps = { error: Error & { digest?: string }; reset: () => void }

/** `home`: a portal's first page, for the way back where its frame is still there. */
type Props = FaultProps & { home?: string }

/**
 * Something failed on our side: what to do, and the reference under which the server recorded it.
 * It brings its own few words, because the server's messages may be what failed.
 */
export function FaultPage({ error, reset, home = '/' }: Props) {
  const [english, setEnglish] = useState(false)
  useEffect(() => setEnglish(document.documentElement.lang === 'en'), [])
  const text = english ? en : zh
  return (
    <div
      role="alert"
      lang={english ? 'en' : 'zh-CN'}
      className="grid justify-items-start gap-4 rounded-card border border-border bg-surface p-card"
    >
      <h1 className="text-24">{text.title}</h1>
      <p className="max-w-[40em] text-fg-2">{text.body}</p>
      {error.digest ? <p className="figures text-14 text-fg-3">{text.reference.replace('{reference}', error.digest)}</p> : null}
      <div className="flex flex-wrap gap-3">
        <Button variant="primary" onClick={reset}>
          {text.retry}
        </Button>
        {/* A full load, not a client navigation: the running page is what failed. */}
        <a href={home} className={buttonClass('secondary')}>
          {home === '/' ? text.home : text.portal}
        </a>
      </div>
      <p className="text-13 text-fg-3">{text.simulated}</p>
    </div>
  )
}
