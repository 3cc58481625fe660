import { downloadOnceDrawn } from '@/app/download'
import { api } from '@/server/trpc/caller'

/** The report as a PDF; it was ordered when the report was issued. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return downloadOnceDrawn(request, async () => {
    const { report, ledger } = await api()
    const { number } = await report.one({ reportId: id })
    await ledger.recordExport({ file: 'credit-report', subjectId: id })
    return { name: `credit-report-${number}`, drawn: () => report.pdf({ reportId: id }) }
  })
}
