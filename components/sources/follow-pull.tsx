'use client'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { call } from '@/components/trpc/call'

const everyMs = 1_000

/**
 * Asks once a second how a fetch stands and renders the page anew when it moved on; stops when the page no longer includes it.
 * `signature` is how it stood when the page was rendered.
 */
export function FollowPull({ signature }: { signature: string }) {
  const router = useRouter()
  useEffect(() => {
    let over = false
    let timer: ReturnType<typeof setTimeout>
    const ask = async () => {
      if (document.visibilityState === 'visible') {
        const answer = await call('sources.signature', undefined, 'query')
        if (over) return
        if (answer.ok && answer.data !== signature) router.refresh()
      }
      timer = setTimeout(() => void ask(), everyMs)
    }
    timer = setTimeout(() => void ask(), everyMs)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [router, signature])
  return null
}
