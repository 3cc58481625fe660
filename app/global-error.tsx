'use client'
import './globals.css'
import { FaultPage, type FaultProps } from '@/components/shell/fault-page'

/** Errors of the root layout itself, which is therefore not there. */
export default function GlobalError(props: FaultProps) {
  return (
    <html lang="zh-CN" data-theme="system">
      <body className="min-h-dvh font-sans text-body">
        <title>信易贷</title>
        <main className="mx-auto max-w-[1080px] p-6">
          <FaultPage {...props} />
        </main>
      </body>
    </html>
  )
}
