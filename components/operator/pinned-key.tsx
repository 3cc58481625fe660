import { z } from 'zod'
import { CopyText } from '@/components/ui/copy-text'

const Key = z.object({ kid: z.string(), x: z.string() })

/** The key that an agency's answers must be signed with, for comparing by eye or by paste. */
export function PinnedKey({ publicKey }: { publicKey: unknown }) {
  const key = Key.safeParse(publicKey)
  if (!key.success) return <span>--</span>
  return (
    <div className="grid gap-1">
      <span>{key.data.kid}</span>
      <CopyText text={key.data.x} />
    </div>
  )
}
