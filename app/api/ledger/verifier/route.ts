import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { download } from '@/app/download'

/** The checking page, one file without a network, for anybody; the same as docs/ledger-verifier.html of the sources. */
export const GET = (request: Request): Promise<Response> =>
  download(request, 'ledger-verifier', 'html', () => readFile(path.join(process.cwd(), 'docs/ledger-verifier.html'), 'utf8'))
