import { describe, expect, it } from 'vitest'
import { buildPortrait } from './build-portrait'
import { AS_OF, sampleFacts, staffFacts, taxFacts } from './facts.fixture'
import { cardOn } from './score-card'
import { sizeByRecords } from './size-by-records'

const wan = 1_000_000n
/** Monthly sales in 万元 and insured persons; undefined: not authorised. */
const sizeOf = (industry: string, salesWan?: bigint, headcount?: number) => {
  const facts = sampleFacts({
    TAX: salesWan === undefined ? undefined : taxFacts(() => salesWan * wan),
    SOCIAL_SECURITY: headcount === undefined ? undefined : staffFacts(() => headcount),
  })
  return sizeByRecords(industry, facts, buildPortrait(facts, cardOn(AS_OF), AS_OF))
}

describe('the size of a firm by its records', () => {
  it('takes the twelve months’ sales and the insured of the newest month', () => {
    expect(sizeOf('C2522', 25n, 20)).toBe('small') // 300 万元 and 20 persons, both exactly at the bound
    expect(sizeOf('C2522', 25n, 19)).toBe('micro')
    expect(sizeOf('C2522', 24n, 20)).toBe('micro')
  })

  it('is unknown while a metric is, unless the other already makes it micro', () => {
    expect(sizeOf('C2522', 25n)).toBeNull()
    expect(sizeOf('C2522', undefined, 20)).toBeNull()
    expect(sizeOf('C2522', undefined, 19)).toBe('micro')
  })

  it('is unknown where the rule needs assets, which no agency reports', () => {
    expect(sizeOf('E4700', 600n, 20)).toBeNull()
  })
})
