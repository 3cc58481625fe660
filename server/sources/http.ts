import { createConnector, ForbiddenHost } from './connector'
import { failed, isWorthRetrying, type SourceFailure, type SourceOutcome } from './domain/refusals'

/** What the transport needs from outside, so that tests hold the clock and the dice. */
export type Transport = {
  fetch: typeof globalThis.fetch
  random: () => number
  sleep: (milliseconds: number) => Promise<void>
}

export type TransportLimits = { timeoutMs: number; attempts: number; backoffMs: number; maxBytes: number }

export const defaultTransport: Transport = {
  fetch: createConnector(),
  random: Math.random,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
}

/** A slow answer is not asked again at once: the job that wanted it is retried later, when the agency has recovered. */
export const defaultLimits: TransportLimits = { timeoutMs: 8_000, attempts: 3, backoffMs: 250, maxBytes: 2 * 1024 * 1024 }

/** Longest wait before attempt `n` (from 1): full jitter takes a random part of it, so that clients do not march in step. */
export const backoffCeiling = (attempt: number, backoffMs: number) => Math.min(backoffMs * 2 ** (attempt - 1), 5_000)

/**
 * Runs `attempt` until it succeeds, fails for good, or the attempts are used up. Only failures of network and server are
 * tried again.
 */
export async function withRetries<Value>(
  attempt: () => Promise<SourceOutcome<Value>>,
  { random, sleep }: Transport,
  limits: TransportLimits,
): Promise<SourceOutcome<Value>> {
  for (let n = 1; ; n++) {
    const outcome = await attempt()
    if (outcome.ok || !isWorthRetrying(outcome.refusal) || n >= limits.attempts) return outcome
    await sleep(random() * backoffCeiling(n, limits.backoffMs))
  }
}

/** Posts JSON to a fixed address and returns the body as text. Redirects are refused; the size is counted as it streams. */
export async function postJson(
  url: URL,
  body: object,
  transport: Transport,
  limits: TransportLimits,
): Promise<SourceOutcome<string>> {
  const signal = AbortSignal.timeout(limits.timeoutMs)
  try {
    const response = await transport.fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/jose' },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal,
    })
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
      await response.body?.cancel()
      return failed('source.redirected')
    }
    const text = await readBounded(response, limits.maxBytes)
    if (text === null) return failed('source.too-large', `more than ${limits.maxBytes} bytes`)
    return response.ok ? { ok: true, value: text } : refusalOf(response.status, text)
  } catch (error) {
    if (error instanceof ForbiddenHost) return failed('source.forbidden-host', error.message)
    if (signal.aborted) return failed('source.timeout', `no answer in ${limits.timeoutMs} ms`)
    return failed('source.unreachable', error instanceof Error ? error.message : undefined)
  }
}

/** The body as text, or null once it exceeds the limit; what a `content-length` promises is not believed. */
async function readBounded(response: Response, maxBytes: number): Promise<string | null> {
  if (!response.body) return ''
  const reader = response.body.getReader()
  const chunks: Uint8Array[] = []
  for (let size = 0; ; ) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(chunks).toString('utf8')
    size += value.byteLength
    if (size > maxBytes) {
      await reader.cancel()
      return null
    }
    chunks.push(value)
  }
}

function refusalOf(status: number, body: string): SourceFailure {
  const reason = /^\{"error":"([a-z.-]{1,60})"/.exec(body)?.[1]
  if (status >= 500) return failed('source.agency-error', reason ?? `status ${status}`)
  if (reason === 'subject.unknown') return failed('source.unknown-subject')
  return failed('source.refused-by-agency', reason ?? `status ${status}`)
}
