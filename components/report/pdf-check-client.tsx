'use client'
import { useState } from 'react'

type Props = { pdfHash: string; strings: { choose: string; same: string; other: string } }

const hex = (bytes: ArrayBuffer) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')

export function PdfCheckClient({ pdfHash, strings }: Props) {
  const [same, setSame] = useState<boolean | null>(null)
  async function compare(file: File | undefined) {
    setSame(null)
    if (file) setSame(hex(await crypto.subtle.digest('SHA-256', await file.arrayBuffer())) === pdfHash)
  }
  return (
    <div className="grid max-w-xl gap-2">
      <label className="font-semibold" htmlFor="pdf-check">
        {strings.choose}
      </label>
      <input
        id="pdf-check"
        type="file"
        accept="application/pdf"
        onChange={(event) => void compare(event.target.files?.[0])}
        className="w-full rounded-control border border-border-strong bg-surface p-2"
      />
      <p role="status" className={same === false ? 'font-semibold text-danger' : 'font-semibold text-success'}>
        {same === null ? '' : same ? `✓ ${strings.same}` : `✕ ${strings.other}`}
      </p>
    </div>
  )
}
