/**
 * The address a request came from, for throttling. Behind a proxy of the operator's own (TRUST_PROXY=1) it is the entry that
 * proxy added, the last. Without one it is the socket's: scripts/caller-address.mjs puts it in place of whatever the caller wrote.
 */
export function clientAddress(headers: Record<string, string | string[] | undefined>): string {
  const forwarded = headers['x-forwarded-for']
  const entries = (Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? '')).split(',').map((entry) => entry.trim())
  return (process.env.TRUST_PROXY === '1' ? entries.at(-1) : entries[0]) || 'direct'
}
