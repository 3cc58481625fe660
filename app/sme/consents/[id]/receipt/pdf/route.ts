import { setTimeout as sleep } from 'node:timers/promises'
import { TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { api } from '@/server/trpc/caller'

const patienceMs = 15_000
const pauseMs = 250

/** The receipt as a PDF: ordered here, drawn by the worker, and sent as soon as it is there. 503 when the worker does not come. */
export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  try {
    const caller = await api()
    const { documentId } = await caller.consent.orderReceipt({ consentId: id })
    for (let waited = 0; waited < patienceMs; waited += pauseMs) {
      const content = await caller.consent.receiptPdf({ documentId })
      if (content) {
        return new Response(Buffer.from(content, 'base64'), {
          headers: {
            'content-type': 'application/pdf',
            'content-disposition': `attachment; filename="consent-${id.replace(/[^0-9a-f-]/g, '')}.pdf"`,
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
