/**
 * Where to go on after signing in, if it may be gone to: a path of this site, at most 500 characters. Anything that a browser
 * could read as another site (`//`, a backslash, a control character) or as an endpoint is null.
 */
export function safeNext(next: string | string[] | null | undefined): string | null {
  if (typeof next !== 'string' || next.length > 500 || !/^\/(?!\/)[^\\\p{Cc}]*$/u.test(next)) return null
  const { origin, pathname, search } = new URL(next, 'http://here.invalid')
  // Resolved, a path may begin anew with two slashes (`/..//elsewhere`).
  if (origin !== 'http://here.invalid' || pathname.startsWith('//')) return null
  if (/^\/(api|login)(\/|$)/.test(pathname)) return null
  return pathname + search
}
