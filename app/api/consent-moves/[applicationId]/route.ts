import { TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { untilConsentMoves } from '@/server/flows/watch-consent'
import { api } from '@/server/trpc/caller'

const heartbeatMs = 20_000

/**
 * Server-sent events for a page that shows data under a consent: `moved` as soon as the consent is withdrawn, paused or
 * otherwise moved, at once when it no longer is in force or no longer covers just the `classes` of the address. The page then lets go of what it shows and asks again.
 */
export async function GET(request: Request, { params }: { params: Promise<{ applicationId: string }> }) {
  const { applicationId } = await params
  try {
    const caller = await api()
    const { consentId, classes } = await caller.copies.standing({ applicationId })
    // What the page was drawn with; it was drawn before this stream, or the one before it that broke off, began.
    const drawn = new URL(request.url).searchParams.get('classes')?.split(',') ?? classes
    const text = new TextEncoder()
    let stop = () => {}
    let beat: NodeJS.Timeout | undefined
    const stream = new ReadableStream({
      async start(controller) {
        const end = () => {
          clearInterval(beat)
          stop()
          try {
            controller.close()
          } catch {
            // The reader has gone already.
          }
        }
        const moved = () => {
          controller.enqueue(text.encode('event: moved\ndata: {}\n\n'))
          end()
        }
        request.signal.addEventListener('abort', end)
        let over = false
        stop = await untilConsentMoves(
          { consentId, classes: drawn },
          () => caller.copies.standing({ applicationId }),
          () => {
            over = true
            moved()
          },
        )
        if (over) return
        if (request.signal.aborted) return end()
        controller.enqueue(text.encode(': watching\n\n'))
        beat = setInterval(() => controller.enqueue(text.encode(': still watching\n\n')), heartbeatMs)
      },
      cancel() {
        clearInterval(beat)
        stop()
      },
    })
    return new Response(stream, {
      headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
    })
  } catch (error) {
    if (error instanceof TRPCError) return new Response(null, { status: getHTTPStatusCodeFromError(error) })
    throw error
  }
}
