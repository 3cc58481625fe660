import { setTimeout as sleep } from 'node:timers/promises'
import { TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { api } from '@/server/trpc/caller'

const patienceMs = 15_000
const pauseMs = 250

/** The report as a PDF, as soon as the worker has drawn it. 503 when the worker does not come. */
export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  try {
    const caller = await api()
    for (let waited = 0; waited < patienceMs; waited += pauseMs) {
      const content = await caller.report.pdf({ reportId: id })
      if (content) {
        const { number } = await caller.report.one({ reportId: id })
        return new Response(Buffer.from(content, 'base64'), {
          headers: {
            'content-type': 'application/pdf',
            'content-disposition': `attachment; filename="credit-report-${number}.pdf"`,
            'cache-control': 'no-store',
          },
        })
      }
      await sleep(pauseMs)
    }
    return new Response(null, { status: 503, headers: { 'retry-after': '10' } })
  } catch (error) {
    if (error instanceof TRPCError) return new Response(null, { status: getHTTPStatusCodeFromError(error) })
    throw error
  }
}
