import { setTimeout as sleep } from 'node:timers/promises'
import { TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'

const types = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  html: 'text/html; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  pdf: 'application/pdf',
  'tlog-proof': 'text/plain; charset=utf-8',
} as const

const patienceMs = 15_000
const pauseMs = 250

const file = (name: string, type: keyof typeof types, body: BodyInit) =>
  new Response(body, {
    headers: {
      'content-type': types[type],
      'content-disposition': `attachment; filename="${name}.${type}"`,
      'cache-control': 'no-store',
    },
  })

async function orStatus(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer()
  } catch (error) {
    if (error instanceof TRPCError) return new Response(null, { status: getHTTPStatusCodeFromError(error) })
    throw error
  }
}

/**
 * Answers with a file, made by the same guarded procedures as the page; a refusal is its status and no content.
 * @param name ASCII, without the ending
 */
export const download = (name: string, type: keyof typeof types, make: () => Promise<string>): Promise<Response> =>
  orStatus(async () => file(name, type, await make()))

/** A paper that the worker draws: its file's name (ASCII, without the ending), and its PDF in base64, null until it is drawn. */
type Paper = { name: string; drawn: () => Promise<string | null> }

/**
 * Answers with a paper as soon as the worker has drawn it. 503 when the worker does not come; a refusal is its status.
 * @param order sees to it that the worker draws
 */
export const downloadOnceDrawn = (order: () => Promise<Paper>): Promise<Response> =>
  orStatus(async () => {
    const { name, drawn } = await order()
    for (let waited = 0; waited < patienceMs; waited += pauseMs) {
      const content = await drawn()
      if (content) return file(name, 'pdf', Buffer.from(content, 'base64'))
      await sleep(pauseMs)
    }
    return new Response(null, { status: 503, headers: { 'retry-after': '10' } })
  })
