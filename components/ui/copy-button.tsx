'use client'
import { useState } from 'react'

type Props = { text: string; labels: { copy: string; copied: string; failed: string } }

/** Says on the button itself whether the text was copied. */
export function CopyButton({ text, labels }: Props) {
  const [state, setState] = useState<keyof Props['labels']>('copy')
  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      setState('copied')
    } catch {
      setState('failed')
    }
  }
  return (
    <button
      type="button"
      onClick={copy}
      className="min-h-8 whitespace-nowrap rounded-control border border-border-strong px-2 text-13 text-fg-2 hover:bg-surface-2"
    >
      <span role="status">{labels[state]}</span>
    </button>
  )
}
