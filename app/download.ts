import { setTimeout as sleep } from 'node:timers/promises'
import { TRPCError } from '@trpc/server'
import { Unavailable } from '@/server/kernel/refused'
import { refusalPage } from './refusal-page'

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

/**
 * Answers with a file, made by the same guarded procedures as the page; a refusal is told
 * in words, with its status (refusal-page.ts).
 * @param name ASCII, without the ending
 */
export async function download(
  request: Request,
  name: string,
  type: keyof typeof types,
  make: () => Promise<string>,
): Promise<Response> {
  try {
    return file(name, type, await make())
  } catch (error) {
    return refusalPage(error, request)
  }
}

/** A paper that the worker draws: its file's name (ASCII, without the ending), and its PDF in base64, null until it is drawn. */
type Paper = { name: string; drawn: () => Promise<string | null> }

/**
 * Answers with a paper as soon as the worker has drawn it. 503 when the worker does not come.
 * @param order sees to it that the worker draws
 */
export async function downloadOnceDrawn(request: Request, order: () => Promise<Paper>): Promise<Response> {
  try {
    const { name, drawn } = await order()
    for (let waited = 0; waited < patienceMs; waited += pauseMs) {
      const content = await drawn()
      if (content) return file(name, 'pdf', Buffer.from(content, 'base64'))
      await sleep(pauseMs)
    }
  } catch (error) {
    return refusalPage(error, request)
  }
  const late = new TRPCError({ code: 'SERVICE_UNAVAILABLE', cause: new Unavailable('file.not-drawn') })
  return refusalPage(late, request, { 'retry-after': '10' })
}
