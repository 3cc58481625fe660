import { download } from '@/app/download'
import { templateHeader } from '@/server/disbursement/domain/import-columns'
import { ReportKind } from '@/server/disbursement/schema'
import { toCsv } from '@/server/kernel/csv'

/** The header row to fill in, for banks; no data in it, so for anyone. `?kind=DISBURSEMENT&language=zh-CN` */
export function GET(request: Request): Response | Promise<Response> {
  const query = new URL(request.url).searchParams
  const kind = ReportKind.safeParse(query.get('kind'))
  if (!kind.success) return new Response(null, { status: 404 })
  const language = query.get('language') === 'en' ? 'en' : 'zh-CN'
  const name = `${kind.data.toLowerCase()}-template`
  return download(request, name, 'csv', async () => toCsv([templateHeader(kind.data, language)]))
}
