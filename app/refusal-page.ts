import { TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { getLocale, getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { safeNext } from '@/server/auth/next-path'
import { Refused } from '@/server/kernel/refused'
import { explain } from '@/server/trpc/explain'
import { refusalStyle } from './refusal-style'

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** The page of ours that the person came from, for the way back; a file's own address would lead nowhere. */
function cameFrom(request: Request): string | null {
  const from = request.headers.get('referer')
  if (!from || !URL.canParse(from)) return null
  const { host, pathname, search } = new URL(from)
  return host === (request.headers.get('host') ?? new URL(request.url).host) ? safeNext(pathname + search) : null
}

/** Whether it is a person's browser that opens the address, and no programme. */
const isNavigation = (request: Request) =>
  request.headers.get('sec-fetch-mode') === 'navigate' || (request.headers.get('accept') ?? '').includes('text/html')

/** What a file's address refused, as an error that has a status and can be explained; null for what must go on its way. */
function failureOf(error: unknown): TRPCError | null {
  if (error instanceof TRPCError) return error
  if (error instanceof Refused || error instanceof z.ZodError)
    return new TRPCError({ code: 'UNPROCESSABLE_CONTENT', cause: error })
  return null
}

/**
 * Answers instead of a file: whoever is signed out is sent to sign in and then back to the page before; for anything else a
 * small page with its status says why, in the reader's language. Throws on what is no refusal.
 * @param headers further ones, such as when to try again
 */
export async function refusalPage(error: unknown, request: Request, headers: Record<string, string> = {}): Promise<Response> {
  const failure = failureOf(error)
  if (!failure) throw error
  const back = cameFrom(request)
  if (failure.code === 'UNAUTHORIZED' && isNavigation(request)) {
    const location = back ? `/login?next=${encodeURIComponent(back)}` : '/login'
    return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
  }
  const locale = await getLocale()
  const [t, shell] = [await getTranslations('refusals'), await getTranslations('shell')]
  const { message, fieldErrors } = explain(failure, locale)
  const fields = fieldErrors.filter((one) => one.message !== message)
  const list = fields.map(({ path, message: why }) => `<li>${escaped(path === '' ? why : `${path}: ${why}`)}</li>`).join('')
  const body = `<!doctype html><html lang="${locale}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escaped(t('title'))}</title>
<style>${refusalStyle}</style></head>
<body><main><h1>${escaped(t('title'))}</h1><p>${escaped(message)}</p>${list && `<ul>${list}</ul>`}
<p><a href="${escaped(back ?? '/')}">${escaped(t('file.back'))}</a></p><p><small>${escaped(shell('simulatedNote'))}</small></p></main></body></html>`
  const status = failure.cause instanceof z.ZodError ? 422 : getHTTPStatusCodeFromError(failure)
  return new Response(body, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...headers },
  })
}
