'use client'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'

type Props = {
  applicationId: string
  /** What the children were drawn with. */
  classes: readonly string[]
  /** What stands here once the consent moved. */
  instead: ReactNode
  children: ReactNode
}

/** So often the watch is begun again after the server refused it, this long after each time; then the data goes. */
const mostRefusals = 3
const pauseMs = 2_000

/**
 * Shows data under a consent for as long as the consent stands as it did: when it is withdrawn or paused, the data goes from
 * the open page at once, and the page asks the server again. What can no longer be watched goes as well.
 */
export function ConsentWatch({ applicationId, classes, instead, children }: Props) {
  const router = useRouter()
  const drawn = classes.join()
  const [moved, setMoved] = useState(false)
  useEffect(() => {
    let source: EventSource | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let refusals = 0
    const letGo = () => {
      source?.close()
      setMoved(true)
      router.refresh()
    }
    const watch = () => {
      source = new EventSource(`/api/consent-moves/${applicationId}?classes=${drawn}`)
      source.addEventListener('open', () => {
        refusals = 0
      })
      source.addEventListener('moved', letGo)
      // A lost connection the browser mends by itself; an answer that is no stream (signed out, a fault) ends it for good.
      source.addEventListener('error', () => {
        if (source?.readyState !== EventSource.CLOSED) return
        refusals += 1
        if (refusals >= mostRefusals) letGo()
        else timer = setTimeout(watch, pauseMs)
      })
    }
    watch()
    return () => {
      clearTimeout(timer)
      source?.close()
    }
  }, [applicationId, drawn, router])
  return moved ? instead : children
}
