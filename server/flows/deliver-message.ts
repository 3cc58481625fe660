import { z } from 'zod'

const timeoutMs = 3_000

/** The sandbox's address, where this installation has one: messages are then read in its mailbox page. */
export const sandboxUrl = (): string | null => process.env.SANDBOX_URL || null

/** The page where delivered messages can be read, of one firm when a credit code is given; null outside the sandbox. */
export function mailboxUrl(creditCode?: string): string | null {
  const base = sandboxUrl()
  if (!base) return null
  const url = new URL('/mailbox', base)
  if (creditCode) url.searchParams.set('creditCode', creditCode)
  return url.href
}

const Receipt = z.object({ id: z.int() })

/**
 * Sends a message to a person's mobile. Only the sandbox can deliver today; false when there is none or it did not take the
 * message, and the caller then shows the link once, to be handed over in person.
 */
export async function deliverMessage(message: { to: string; subject: string; text: string }): Promise<boolean> {
  const base = sandboxUrl()
  if (!base) return false
  try {
    const response = await fetch(new URL('/sandbox/messages', base), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    return response.ok && Receipt.safeParse(await response.json()).success
  } catch {
    return false
  }
}
