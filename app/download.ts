import { TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'

const types = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  html: 'text/html; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  'tlog-proof': 'text/plain; charset=utf-8',
} as const

/**
 * Answers with a file, made by the same guarded procedures as the page; a refusal is its status and no content.
 * @param name ASCII, without the ending
 */
export async function download(name: string, type: keyof typeof types, make: () => Promise<string>): Promise<Response> {
  try {
    const body = await make()
    return new Response(body, {
      headers: {
        'content-type': types[type],
        'content-disposition': `attachment; filename="${name}.${type}"`,
        'cache-control': 'no-store',
      },
    })
  } catch (error) {
    if (error instanceof TRPCError) return new Response(null, { status: getHTTPStatusCodeFromError(error) })
    throw error
  }
}
