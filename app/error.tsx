'use client'
import { FaultPage, type FaultProps } from '@/components/shell/fault-page'

/** Errors of any page whose own portal does not catch them; the portals' frames are gone by then. */
export default function PageError(props: FaultProps) {
  return (
    <main className="mx-auto max-w-[1080px] p-6">
      <FaultPage {...props} />
    </main>
  )
}
