import { api } from '@/server/trpc/caller'
import { download } from '../../../../download'

/** The proof of one look at the enterprise's data, to be checked offline. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params
  return download(request, `data-access-${id.slice(0, 13)}`, 'tlog-proof', async () => {
    const { ledger } = await api()
    const proof = await ledger.proof({ readId: id })
    await ledger.recordExport({ file: 'read-proof', subjectId: id })
    return proof
  })
}
