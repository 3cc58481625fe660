export const requestHeader = 'x-app-request'

/**
 * Whether a call did not come from our own pages (finding F4): a POST needs a header that a foreign form cannot set, the
 * browser's own word on where it came from, and our origin where one is named. Queries come by POST too; GET is refused.
 * `contentType`: what the route takes; files come in a route of their own.
 */
export function isForeign(request: Request, contentType = 'application/json'): boolean {
  if (request.method !== 'POST') return true
  if (request.headers.get(requestHeader) !== '1') return true
  const site = request.headers.get('sec-fetch-site')
  if (site && site !== 'same-origin') return true
  const origin = request.headers.get('origin')
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host')
  if (origin && (!URL.canParse(origin) || new URL(origin).host !== host)) return true
  return !request.headers.get('content-type')?.startsWith(contentType)
}
