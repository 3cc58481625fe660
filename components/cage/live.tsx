'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { whileSeen } from './while-seen'

const everyMs = 10_000

type Words = { live: string; paused: string; pause: string; resume: string }

/** Draws the page anew every ten seconds while somebody looks at it; whoever reads in peace stops it. */
export function Live({ words }: { words: Words }) {
  const router = useRouter()
  const [isPaused, setPaused] = useState(false)
  useEffect(() => (isPaused ? undefined : whileSeen(document, everyMs, () => router.refresh())), [router, isPaused])
  return (
    <p className="flex flex-wrap items-center gap-x-3 text-13 text-fg-2">
      <span role="status">{isPaused ? words.paused : words.live}</span>
      <Button variant="quiet" onClick={() => setPaused(!isPaused)}>
        {isPaused ? words.resume : words.pause}
      </Button>
    </p>
  )
}
