import { Refused } from '@/server/kernel/refused'
import { newestHead } from '@/server/ledger/proof'

export const dynamic = 'force-dynamic'

/** The newest head of the ledger with the witness's signature, for anybody: whoever keeps one can later tell a rolled-back log. */
export async function GET(): Promise<Response> {
  try {
    const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
    return new Response(await newestHead(), { headers })
  } catch (error) {
    if (error instanceof Refused) return new Response(null, { status: 404 })
    throw error
  }
}
