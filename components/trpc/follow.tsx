'use client'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { call } from './call'

type Props = {
  /** The path of a query that answers with one short text. */
  procedure: string
  /** What the query answered when the page was rendered. */
  stood: string
  everyMs: number
}

/**
 * Asks every so many milliseconds how something stands and renders the page anew when it moved on; stops when the page no
 * longer includes it, and rests while nobody looks.
 */
export function Follow({ procedure, stood, everyMs }: Props) {
  const router = useRouter()
  useEffect(() => {
    let over = false
    let timer: ReturnType<typeof setTimeout>
    const ask = async () => {
      if (document.visibilityState === 'visible') {
        const answer = await call(procedure, undefined, 'query')
        if (over) return
        if (answer.ok && answer.data !== stood) router.refresh()
      }
      timer = setTimeout(() => void ask(), everyMs)
    }
    timer = setTimeout(() => void ask(), everyMs)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [router, procedure, stood, everyMs])
  return null
}
