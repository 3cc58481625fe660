import { isLocale, localeCookie } from './locales'

/** What a visitor chooses about the display; each is a cookie, so that the server renders it and nothing flashes. */
const choices = {
  [localeCookie]: isLocale,
  theme: (value: unknown) => value === 'light' || value === 'dark' || value === 'system',
  density: (value: unknown) => value === 'compact' || value === 'default' || value === 'comfortable',
}
export type Preference = keyof typeof choices

const oneYear = 60 * 60 * 24 * 365

/** Only pages of our own may change a preference: browsers send Origin with every form POST. */
function isSameOrigin(request: Request): boolean {
  const origin = request.headers.get('origin')
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host')
  return origin !== null && URL.canParse(origin) && new URL(origin).host === host
}

/** The path that the form was on, if it was ours; never another site. */
function pathBack(request: Request): string {
  const referer = request.headers.get('referer')
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host')
  if (!referer || !URL.canParse(referer)) return '/'
  const url = new URL(referer)
  if (url.host !== host) return '/'
  // Two leading slashes would be read as another host by the browser.
  return `/${url.pathname.replace(/^\/+/, '')}${url.search}`
}

/**
 * Sets the named preferences from a form POST and sends the visitor back to the page.
 * @returns 303 with cookies; 403 from another origin; 400 when no field is valid.
 */
export async function setPreferences(request: Request, names: readonly Preference[]): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await request.formData().catch(() => new FormData())
  const headers = new Headers({ location: pathBack(request), 'cache-control': 'no-store' })
  for (const name of names) {
    const value = form.get(name)
    if (choices[name](value)) headers.append('set-cookie', `${name}=${value}; Path=/; Max-Age=${oneYear}; SameSite=Lax; HttpOnly`)
  }
  return headers.has('set-cookie') ? new Response(null, { status: 303, headers }) : new Response(null, { status: 400 })
}
