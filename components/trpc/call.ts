import { createTRPCUntypedClient, httpLink, TRPCClientError } from '@trpc/client'
import superjson from 'superjson'

export type FieldError = { path: string; message: string }
export type CallResult =
  | { ok: true; data: unknown }
  /** `message` is in the user's language; empty when the server could not be reached (`code` NETWORK). */
  | { ok: false; code: string; message: string; fieldErrors: FieldError[]; reference?: string }

const client = createTRPCUntypedClient({
  links: [
    httpLink({
      url: '/api/trpc',
      transformer: superjson,
      methodOverride: 'POST', // inputs stay out of addresses and logs
      headers: { 'x-app-request': '1' }, // a header that another site's form cannot send
    }),
  ],
})

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const isFieldError = (value: unknown): value is FieldError =>
  isRecord(value) && typeof value.path === 'string' && typeof value.message === 'string'

/**
 * Calls one procedure by its path. Never throws: refusals and faults are values.
 * @param kind queries are sent by POST as well
 */
export async function call(path: string, input: unknown, kind: 'mutation' | 'query' = 'mutation'): Promise<CallResult> {
  try {
    return { ok: true, data: await client[kind](path, input) }
  } catch (cause) {
    const data: unknown = cause instanceof TRPCClientError ? cause.data : undefined
    if (!(cause instanceof TRPCClientError) || !isRecord(data))
      return { ok: false, code: 'NETWORK', message: '', fieldErrors: [] }
    return {
      ok: false,
      code: typeof data.code === 'string' ? data.code : 'UNKNOWN',
      message: cause.message,
      fieldErrors: Array.isArray(data.fieldErrors) ? data.fieldErrors.filter(isFieldError) : [],
      reference: typeof data.reference === 'string' ? data.reference : undefined,
    }
  }
}
