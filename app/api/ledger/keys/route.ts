import { download } from '@/app/download'
import { logKeys } from '@/server/ledger/proof'

export const dynamic = 'force-dynamic'

/** The keys of the ledger and its witness, for anybody: what proofs and exports are checked against. */
export const GET = (request: Request): Promise<Response> =>
  download(request, 'ledger-keys', 'txt', async () => `${await logKeys()}\n`)
