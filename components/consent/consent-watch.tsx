'use client'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'

type Props = { applicationId: string /** What stands here once the consent moved. */; instead: ReactNode; children: ReactNode }

/**
 * Shows data under a consent for as long as the consent stands as it did: when it is withdrawn or paused, the data goes from
 * the open page at once, and the page asks the server again.
 */
export function ConsentWatch({ applicationId, instead, children }: Props) {
  const router = useRouter()
  const [moved, setMoved] = useState(false)
  useEffect(() => {
    const source = new EventSource(`/api/consent-moves/${applicationId}`)
    source.addEventListener('moved', () => {
      source.close()
      setMoved(true)
      router.refresh()
    })
    return () => source.close()
  }, [applicationId, router])
  return moved ? instead : children
}
