import { createTranslator } from 'next-intl'
import { describe, expect, it, vi } from 'vitest'
import { loadMessages } from '@/server/i18n/messages'
import { parseCsv } from '@/server/kernel/csv'
import { GET } from './route'

const asked: string[] = []
const at = new Date('2026-11-20T02:00:00Z')
const alert = {
  id: 'a',
  rule: 'EXPORT',
  at,
  raisedAt: at,
  organisationName: '=1+1',
  organisationNameEn: null,
  personName: '李某',
  enterpriseName: null,
  facts: { count: 900, limit: 500 },
  handledBy: null,
  handledAt: null,
}
const late = {
  id: 'b',
  number: 'SQ1',
  institutionId: 'i',
  countyCode: '610802',
  state: 'SUBMITTED',
  dueOn: at,
  contractedAt: null,
}
const told =
  <Answer>(name: string, answer: Answer) =>
  (input?: unknown) => {
    asked.push(`${name} ${JSON.stringify(input ?? null)}`)
    return Promise.resolve(answer)
  }
vi.mock('@/server/trpc/caller', () => ({
  api: async () => ({
    cage: { officeAlerts: told('officeAlerts', { rows: [alert] }), alerts: told('alerts', { rows: [] }), use: told('use', []) },
    statistics: {
      exceptions: told('exceptions', {
        overdue: [late],
        overdueCount: 1,
        silentContracts: [],
        silentCount: 10_001,
        conflicts: [],
      }),
      institutions: told('institutions', [{ institutionId: 'i', name: '甲银行', nameEn: 'Bank A' }]),
    },
    ledger: { recordExport: told('recordExport', {}) },
  }),
}))
vi.mock('next-intl/server', () => ({
  getLocale: async () => 'zh-CN',
  getTranslations: async (namespace: string) =>
    createTranslator({ locale: 'zh-CN', messages: await loadMessages('zh-CN'), namespace: namespace as 'ledger' }),
}))

async function file(query: string) {
  asked.length = 0
  const answer = await GET(new Request(`http://city.test/api/exports/oversight?${query}`))
  return { status: answer.status, text: await answer.text() }
}

describe('a table of oversight as a file', () => {
  it('holds every alert of the filter, formulas made harmless, and is on record', async () => {
    const { status, text } = await file('table=alerts&state=OPEN')
    expect([status, asked]).toEqual([200, ['officeAlerts {"state":"OPEN","whole":true}', 'recordExport {"file":"oversight"}']])
    expect(text).toContain("'=1+1")
    const read = parseCsv(text)
    expect(read.ok && read.value[1]).toEqual(expect.arrayContaining(['=1+1', '李某', '2026-11-20 10:00']))
  })

  it('is of the operator’s own page where asked, by the operator’s own procedures', async () => {
    await file('table=use&portal=operator&window=week&by=HOUR')
    expect(asked[0]).toBe('use {"window":"week","dimension":"HOUR","whole":true}')
  })

  it('names the bank and the day that passed', async () => {
    const { text } = await file('table=overdue')
    expect(text).toContain('SQ1,甲银行,')
    expect(text).toContain('2026-11-20')
  })
})
