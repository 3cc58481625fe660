import { readdirSync } from 'node:fs'
import path from 'node:path'
import { GET as agencyUse } from '@/app/agency/usage/export/route'
import { GET as consentMoves } from '@/app/api/consent-moves/[applicationId]/route'
import { GET as monitoring } from '@/app/api/exports/monitoring/route'
import { GET as outcomes } from '@/app/api/exports/outcomes/route'
import { GET as oversight } from '@/app/api/exports/oversight/route'
import { GET as records } from '@/app/api/exports/records/route'
import { GET as reportLines } from '@/app/api/exports/report-lines/route'
import { GET as shadowRun } from '@/app/api/exports/shadow-run/route'
import { GET as breakdown } from '@/app/api/exports/statistics/route'
import { GET as proof } from '@/app/sme/access/[id]/proof/route'
import { GET as reads } from '@/app/sme/access/export/route'
import { GET as receipt } from '@/app/sme/consents/[id]/receipt/route'
import { GET as months } from '@/app/sme/portrait/months/route'
import { GET as reportJson } from '@/app/sme/reports/[id]/json/route'
import { GET as reportPdf } from '@/app/sme/reports/[id]/pdf/route'
import { recordKinds } from '@/server/statistics/schema'
import type { CanaryWorld } from './canary-world.fixture'

/** Routes that no enterprise's data can come out of, and why; a new route is in one of the two lists or the crawl fails. */
export const withoutData: Record<string, string> = {
  '(public)/statistics/[file]': 'what anybody may know: statistics.publicHeadline and products',
  'api/auth/[...nextauth]': 'sign-in',
  'api/display': 'sets a cookie',
  'api/exports/template': 'a header row',
  'api/health': 'how the platform is',
  'api/ledger/checkpoint': 'heads of the ledger',
  'api/ledger/keys': 'public keys',
  'api/ledger/verifier': 'a program',
  'api/locale': 'sets a cookie',
  'api/trpc/[trpc]': 'the procedures: crawled one by one',
  'api/uploads/reports': 'takes a file in',
  'api/v1/[...route]': 'tools that answer from the question alone',
  'sme/consents/[id]/receipt/pdf': 'the receipt, drawn by the worker: consent.receiptPdf',
}

type Asked = (() => Promise<Response> | Response)[]
const request = (query: string) => new Request(`http://localhost/x?${query}`)

/** Every other route, with what it is asked. */
export function dataRoutes({ ids, report }: CanaryWorld): Record<string, Asked> {
  const params = <Value extends object>(value: Value) => ({ params: Promise.resolve(value) })
  return {
    'agency/usage/export': [() => agencyUse(request('window=month'))],
    'api/consent-moves/[applicationId]': [
      async () => {
        const open = new AbortController()
        const asked = new Request('http://localhost/x', { signal: open.signal })
        const { status } = await consentMoves(asked, params({ applicationId: ids.applicationId }))
        open.abort()
        return new Response(String(status), { status }) // a stream that says nothing until the consent moves
      },
    ],
    'api/exports/monitoring': ['stability', 'bad', 'bad&own=1', 'vintages&own=1', 'fairness'].map(
      (table) => () => monitoring(request(`table=${table}`)),
    ),
    'api/exports/outcomes': [() => outcomes(request(''))],
    'api/exports/oversight': ['use', 'alerts', 'copies', 'overdue', 'silent', 'conflicts'].flatMap((table) =>
      ['office', 'operator'].map((portal) => () => oversight(request(`table=${table}&portal=${portal}`))),
    ),
    'api/exports/records': recordKinds.map((kind) => () => records(request(`kind=${kind}`))),
    'api/exports/report-lines': [() => reportLines(request(`batchId=${ids.batchId}`))],
    'api/exports/shadow-run': [() => shadowRun(request(`run=${ids.consentId}`))],
    'api/exports/statistics': [() => breakdown(request('by=institution'))],
    'sme/access/[id]/proof': [() => proof(request(''), params({ id: ids.consentId }))],
    'sme/access/export': [() => reads(request(''))],
    'sme/consents/[id]/receipt': [() => receipt(request(''), params({ id: ids.matchingId }))],
    'sme/portrait/months': [() => months(request(''))],
    'sme/reports/[id]/json': [() => reportJson(request(''), params({ id: report.id }))],
    'sme/reports/[id]/pdf': [() => reportPdf(request(''), params({ id: report.id }))],
  }
}

/** Every route handler of the application, as its folder below app/. */
export function everyRoute(): string[] {
  const files = readdirSync('app', { recursive: true, encoding: 'utf8' }).map((file) => file.split(path.sep).join('/'))
  return files.flatMap((file) => file.match(/^(.*)\/route\.ts$/)?.[1] ?? []).sort()
}
