import { api } from '@/server/trpc/caller'
import { download } from '../../../../download'

/** The frozen content, to the byte what the printed hash was taken of. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return download(request, `credit-report-${id.replace(/[^0-9a-f-]/g, '')}`, 'json', async () => {
    const { contentText } = await (await api()).report.one({ reportId: id })
    return contentText ?? ''
  })
}
