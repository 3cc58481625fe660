import { NextRequest } from 'next/server'

/**
 * The request with its body read, or null once the body exceeds `mostBytes`: before anybody is asked who they are, a sender
 * costs no more memory than that. A length that the sender states is not believed.
 */
export async function boundedRequest(request: Request, mostBytes: number): Promise<NextRequest | null> {
  const { url, method, headers, signal } = request
  if (!request.body) return new NextRequest(url, { method, headers, signal })
  const reader = request.body.getReader()
  const chunks: Uint8Array[] = []
  for (let size = 0; ; ) {
    const { done, value } = await reader.read()
    if (done) return new NextRequest(url, { method, headers, signal, body: Buffer.concat(chunks) })
    size += value.byteLength
    if (size > mostBytes) {
      await reader.cancel()
      return null
    }
    chunks.push(value)
  }
}

/** 413 without words: no page of ours sends so much. */
export const tooLarge = () => new Response(null, { status: 413, headers: { connection: 'close' } })
