'use client'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { call } from '@/components/trpc/call'

const everyMs = 2_000

/** Renders the page anew whenever a run over the city has moved on; `pulse` is how it stood when the page was rendered. */
export function FollowRuns({ pulse }: { pulse: string }) {
  const router = useRouter()
  useEffect(() => {
    let over = false
    let timer: ReturnType<typeof setTimeout>
    const ask = async () => {
      if (document.visibilityState === 'visible') {
        const answer = await call('cardVersions.pulse', undefined, 'query')
        if (over) return
        if (answer.ok && answer.data !== pulse) router.refresh()
      }
      timer = setTimeout(() => void ask(), everyMs)
    }
    timer = setTimeout(() => void ask(), everyMs)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [router, pulse])
  return null
}
