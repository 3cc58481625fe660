import { describe, expect, it } from 'vitest'
import { buildPortrait } from '@/server/portrait/domain/build-portrait'
import { AS_OF, sampleFacts } from '@/server/portrait/domain/facts.fixture'
import { cardByVersion } from '@/server/portrait/domain/score-card'
import { reportSections } from '@/server/report/schema'
import { sectionsOf } from './credit-report-sections'

const card = cardByVersion('EXPERT-2026.2')
const body = buildPortrait(sampleFacts(), card, AS_OF)
const sectionsOfAll = (over: Partial<typeof body> = {}) => sectionsOf(reportSections, { ...body, ...over }, { card, sources: [] })

describe('the sections of a credit report', () => {
  it('are those that were chosen, each as it is among all', () => {
    const all = sectionsOfAll()
    expect(Object.keys(all)).toEqual([...reportSections])
    for (const section of reportSections) {
      expect(sectionsOf([section], body, { card, sources: [] })).toEqual({ [section]: all[section] })
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
