/**
 * The address a request came from, for throttling sign-in. Behind a proxy of the operator's own (TRUST_PROXY=1) it is the
 * entry that proxy added, the last. Without one, Next fills the header from the socket, but a caller may fill it first: then
 * only the limit per account holds, which is why that one is the stricter.
 */
export function clientAddress(headers: Record<string, string | string[] | undefined>): string {
  const forwarded = headers['x-forwarded-for']
  const entries = (Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? '')).split(',').map((entry) => entry.trim())
  return (process.env.TRUST_PROXY === '1' ? entries.at(-1) : entries[0]) || 'direct'
}
