import { verifyPath } from './schema'

/**
 * Where a report is checked, absolute: what its QR code holds, on paper and on screen.
 * @throws Error where the process does not know the platform's address; a code that leads nowhere is not drawn
 */
export function verifyAddress(number: string, code: string): URL {
  const platform = process.env.NEXTAUTH_URL
  if (!platform) {
    throw new Error('NEXTAUTH_URL is not set: set it to the public address of the platform, in the web process and in the worker')
  }
  return new URL(verifyPath(number, code), platform)
}
