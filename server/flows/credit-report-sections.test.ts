import { describe, expect, it } from 'vitest'
import { buildPortrait } from '@/server/portrait/domain/build-portrait'
import { AS_OF, sampleFacts, taxFacts } from '@/server/portrait/domain/facts.fixture'
import { checkHealth } from '@/server/portrait/domain/health/check-health'
import { cardByVersion } from '@/server/portrait/domain/score-card'
import type { ComparedPeers } from '@/server/portrait/use-cases/compare-peers'
import { shownContent } from '@/server/report/domain/shown-health'
import { ReportContent, reportSections } from '@/server/report/schema'
import { aReport } from './credit-report.fixture'
import { sectionsOf } from './credit-report-sections'

const card = cardByVersion('EXPERT-2026.2')
const body = buildPortrait(sampleFacts(), card, AS_OF)
const firedBody = buildPortrait(
  sampleFacts({ TAX: { ...taxFacts((_, at) => BigInt(120 - at * (at > 30 ? 2 : 0)) * 1_000_000n), arrearsFen: 3_520_000n } }),
  card,
  AS_OF,
)
const peers: ComparedPeers['rows'] = [
  { id: 'tax.taxableSales12m', own: 777_000_000, scope: 'CITY', firms: 12, median: 640_000_000, place: 'UPPER_HALF' },
]
const sectionsOfAll = (over: Partial<typeof body> = {}) =>
  sectionsOf(reportSections, { ...body, ...over }, { card, sources: [], peers })

describe('the sections of a credit report', () => {
  it('are those that were chosen, each as it is among all', () => {
    const all = sectionsOfAll()
    expect(Object.keys(all)).toEqual([...reportSections])
    for (const section of reportSections) {
      expect(sectionsOf([section], body, { card, sources: [], peers })).toEqual({ [section]: all[section] })
    }
  })

  it('name the registers that were not read beside the legal status', () => {
    const unreadOf = (coverage: typeof body.coverage) => sectionsOfAll({ coverage }).LEGAL?.unread
    const read = body.coverage.map((one) => ({ ...one, state: 'PRESENT' as const }))
    expect(unreadOf(read)).toEqual([])
    expect(unreadOf(read.map((one) => (one.dataClass === 'COURT' ? { ...one, state: 'STALE' as const } : one)))).toEqual([
      'COURT',
    ])
    expect(unreadOf(read.filter(({ dataClass }) => dataClass !== 'LIST'))).toEqual(['LIST'])
  })
})

describe('the health check of a credit report', () => {
  const keysOf = (rows: readonly object[]) => [...new Set(rows.flatMap((row) => Object.keys(row)))].sort()
  const onlyWhatIsNamed = (health: ReportContent['sections']['HEALTH']) => {
    if (!health || !('direction' in (health.trends[0] ?? {}))) throw new Error('no directions')
    expect(keysOf(health.trends)).toEqual(['direction', 'from', 'series', 'to'])
    for (const points of [health.strengths, health.weaknesses]) {
      expect(points.length).toBeGreaterThan(0)
      expect(keysOf(points)).toEqual(['indicatorId', 'value'])
    }
    expect(health.signs.some(({ state, figures }) => state === 'FIRED' && figures.length > 0)).toBe(true)
    expect(health.signs.filter(({ state, figures }) => state !== 'FIRED' && figures.length > 0)).toEqual([])
  }

  it('holds what its choice names and nothing else: no amount of a trend, no points, no figure of its own among peers', () => {
    const { HEALTH } = aReport().sections
    onlyWhatIsNamed(HEALTH)
    expect(Object.keys(HEALTH ?? {}).sort()).toEqual(['asOf', 'peers', 'rules', 'signs', 'strengths', 'trends', 'weaknesses'])
    const { HEALTH: compared } = sectionsOfAll()
    if (!compared || !('peers' in compared)) throw new Error('no peers')
    expect(keysOf(compared.peers ?? [])).toEqual(['firms', 'id', 'median', 'place', 'scope'])
    expect(JSON.stringify(compared)).not.toContain('777000000')
  })
  it('that an older report holds whole is read, and shown as narrowly', () => {
    const whole = ReportContent.parse({ ...aReport(), sections: { HEALTH: checkHealth(firedBody) } })
    // Control: the whole check holds the amounts.
    expect(keysOf(whole.sections.HEALTH?.trends ?? [])).toContain('now')
    const { HEALTH } = shownContent(whole).sections
    onlyWhatIsNamed(HEALTH)
    expect(HEALTH).not.toHaveProperty('peers')
  })
})
