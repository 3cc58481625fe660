/**
 * Posts to one of next-auth's endpoints with its CSRF token and returns the address that it answers with.
 * Throws when the server cannot be reached or does not answer so.
 */
export async function postToSignIn(endpoint: 'callback/credentials' | 'signout', values: Record<string, string>): Promise<URL> {
  const token: unknown = await (await fetch('/api/auth/csrf')).json()
  const csrfToken = typeof token === 'object' && token !== null && 'csrfToken' in token ? String(token.csrfToken) : ''
  const response = await fetch(`/api/auth/${endpoint}`, {
    method: 'POST',
    body: new URLSearchParams({ ...values, csrfToken, json: 'true', callbackUrl: '/' }),
  })
  const answer: unknown = await response.json()
  if (typeof answer !== 'object' || answer === null || !('url' in answer)) throw new Error('no answer')
  return new URL(String(answer.url), window.location.href)
}
