import { downloadOnceDrawn } from '@/app/download'
import { api } from '@/server/trpc/caller'

/** The receipt as a PDF, ordered here. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return downloadOnceDrawn(request, async () => {
    const { consent, ledger } = await api()
    const { documentId } = await consent.orderReceipt({ consentId: id })
    await ledger.recordExport({ file: 'consent-receipt', subjectId: id })
    return { name: `consent-${id.replace(/[^0-9a-f-]/g, '')}`, drawn: () => consent.receiptPdf({ documentId }) }
  })
}
