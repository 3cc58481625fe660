import { describe, expect, it } from 'vitest'
import { createCity } from '@/sandbox/city/city'
import { addDays } from '@/server/kernel/dates'
import { cityFacts, dayAfter } from '@/tests/city-facts'
import { randomRuns } from '@/tests/random-runs'
import { knownOn } from '../known'
import { questionsAbout } from '../questions'
import { burdenAskedSince } from './burden'
import { normOf, norms } from './norms'
import { scanStory } from './scan'
import { storyOf } from './story'
import { triangulate } from './triangulate'

/**
 * Norms were fitted on cities of seeds 101–103, thresholds chosen on 201 and 202, and 7001–7003 were looked at since; the rule on
 * tax paid was made by the missed of 201–205 and 902744880. The default is another seed that nobody chose anything on; under
 * TEST_FULL the seed is drawn with TEST_SEED, printed below. LIARS_SEED names one, or several. A liar is an enterprise whose
 * declared sales were inflated in at least one month on file.
 */
const seeds = (process.env.LIARS_SEED ?? (process.env.TEST_FULL ? drawnSeeds(3) : '530719')).split(',').map(Number)

/** Seeds of whole cities from the seed of the run, none of them one that was built on. */
function drawnSeeds(count: number): string {
  const { seed } = randomRuns('liars', count)
  return Array.from({ length: count }, (_, at) => 10_000 + ((seed + at * 7_919) % 1_000_000_000)).join()
}

const ENTERPRISES = 2_500
const AS_OF = '2026-10'
const FIRST = '2024-11'

const cases = seeds.flatMap((seed) => {
  const city = createCity({ seed, enterprises: ENTERPRISES, asOf: AS_OF })
  return Array.from({ length: city.size }, (_, index) => {
    const { lie } = city.truthOf(index)
    const liar = lie !== null && lie.to >= FIRST && lie.from <= AS_OF
    const facts = cityFacts(city, index, ['REGISTRATION', 'TAX', 'SOCIAL_SECURITY', 'ELECTRICITY'])
    return { liar, known: knownOn(facts, dayAfter(city)) }
  })
})

/** Whole per mille, so that nothing is rounded into the target. */
function judge(asks: (one: (typeof cases)[number]) => boolean) {
  const [liars, honest] = [cases.filter(({ liar }) => liar), cases.filter(({ liar }) => !liar)]
  const perMille = (rows: typeof cases) => (rows.filter(asks).length * 1_000) / rows.length
  return { recall: perMille(liars), alarms: perMille(honest), liars: liars.length }
}

console.info(`liars of the cities of seeds ${seeds.join(', ')}`)

describe(`the sandbox's liars, seeds ${seeds.join(', ')}`, () => {
  it('are found: recall at least 90 %, false alarms at most 5 %', () => {
    const found = judge(({ known }) => questionsAbout(known, '2026.2').questions.length > 0)
    console.info(`liars ${found.liars}: recall ${found.recall / 10} %, false alarms ${found.alarms / 10} %`)
    expect(found.liars).toBeGreaterThan(20)
    expect(found.recall).toBeGreaterThanOrEqual(900)
    expect(found.alarms).toBeLessThanOrEqual(50)
  })

  it('control: without triangulation they are not found, and without the norms every other firm is asked', () => {
    const first = judge(({ known }) => questionsAbout(known, '2026.1').questions.length > 0)
    expect(first.recall < 900 || first.alarms > 50).toBe(true)
    const silent = { ...norms, industries: new Map() }
    const before = { asOf: addDays(burdenAskedSince, -1) }
    expect(judge(({ known }) => triangulate({ ...known, ...before }, silent).questions.length > 0)).toMatchObject({
      recall: 0,
      alarms: 0,
    })
    const coal = normOf('B0610')
    const astray = judge(({ known }) => coal !== null && scanStory(storyOf(known, coal), coal) !== null)
    expect(astray.alarms).toBeGreaterThan(50)
  })
})
