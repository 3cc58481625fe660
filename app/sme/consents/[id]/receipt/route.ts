import { api } from '@/server/trpc/caller'
import { download } from '../../../../download'

/** The consent as a receipt of ISO/IEC TS 27560, with the platform's signature over its artefact. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return download(request, `consent-${id.replace(/[^0-9a-f-]/g, '')}`, 'json', async () => {
    const { consent, ledger } = await api()
    const receipt = await consent.receipt({ consentId: id })
    await ledger.recordExport({ file: 'consent-receipt', subjectId: id })
    return `${JSON.stringify(receipt, null, 2)}\n`
  })
}
