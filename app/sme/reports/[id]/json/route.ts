import { api } from '@/server/trpc/caller'
import { download } from '../../../../download'

/** The frozen content, to the byte what the printed hash was taken of. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return download(request, `credit-report-${id.replace(/[^0-9a-f-]/g, '')}`, 'json', async () => {
    const { report, ledger } = await api()
    const { contentText } = await report.one({ reportId: id })
    await ledger.recordExport({ file: 'credit-report', subjectId: id })
    return contentText ?? ''
  })
}
