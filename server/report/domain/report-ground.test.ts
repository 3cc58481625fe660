import { describe, expect, it } from 'vitest'
import { reportSections } from '../schema'
import { asksForMissingAxes, groundOf, missingSections } from './report-ground'

const staleSince = new Date('2026-06-01T00:00:00Z')

describe('what a report stands on', () => {
  it.each([
    ['nothing', null, true, 'NO_PORTRAIT'],
    ['a portrait whose data were corrected, whatever its consent', { staleSince }, true, 'STALE'],
    ['a portrait whose data were corrected, whatever its consent', { staleSince }, false, 'STALE'],
    ['a portrait without a consent in force', { staleSince: null }, false, 'NO_CONSENT'],
    ['a portrait under a consent in force', { staleSince: null }, true, 'READY'],
  ] as const)('%s', (_, portrait, live, state) => {
    expect(groundOf(portrait, live)).toEqual(state === 'READY' ? { state, portrait } : { state })
  })

  it('is not a portrait of the first catalogue, for the axes that it lacks alone', () => {
    const full = { body: { legal: [], evaluations: [] } }
    expect(asksForMissingAxes(full, reportSections)).toBe(false)
    expect(missingSections(full)).toEqual([])
    for (const body of [{}, { legal: [] }, { evaluations: [] }]) {
      expect(missingSections({ body })).toEqual(['LEGAL', 'EVALUATIONS'])
      expect(asksForMissingAxes({ body }, ['LEGAL'])).toBe(true)
      expect(asksForMissingAxes({ body }, ['SCORE', 'EVALUATIONS'])).toBe(true)
      expect(asksForMissingAxes({ body }, ['SCORE', 'FACTORS', 'TRENDS', 'HEALTH', 'SOURCES'])).toBe(false)
    }
  })
})
