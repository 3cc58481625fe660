import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createCity } from '@/sandbox/city/city'
import { readSnapshot } from '@/server/sources/read-snapshot'
import { type EnterpriseFacts, scoredClasses } from '@/server/sources/schema'
import { dayAfter } from '@/tests/city-facts'
import { digestOf } from '../canonical-json'
import { buildPortrait } from './build-portrait'
import { replay } from './replay'
import { cardByVersion, scoreCards } from './score-card'

const city = createCity({ seed: 90_210, enterprises: 20, asOf: '2026-09' })
const asOf = dayAfter(city)
const period = { from: '2024-10', to: '2026-09' }

/** Snapshots of one firm as they are stored: the agency's answer in its envelope, and the digest of it. */
function snapshotsOf(index: number) {
  const subject = city.enterprise(index).creditCode
  return scoredClasses.map((dataClass) => {
    const payload = JSON.stringify({ subject, dataClass, content: city.contentOf(index, dataClass, period.from, period.to) })
    return {
      id: dataClass,
      dataClass,
      periodFrom: period.from,
      periodTo: period.to,
      issuedAt: new Date(`${asOf}T02:00:00Z`),
      digest: createHash('sha256').update(payload).digest('hex'),
      signedAnswer: `e30.${Buffer.from(payload).toString('base64url')}.c2ln`,
    }
  })
}
type Snapshot = ReturnType<typeof snapshotsOf>[number]
const factsOf = (snapshots: Snapshot[]): EnterpriseFacts =>
  Object.assign({}, ...snapshots.map((one) => ({ [one.dataClass]: readSnapshot(one).facts })))

/** Another content under the old digest, or under a digest of its own. */
function rewritten(snapshot: Snapshot, change: (payload: string) => string, digestAnew: boolean): Snapshot {
  const payload = change(Buffer.from(snapshot.signedAnswer.split('.')[1] ?? '', 'base64url').toString('utf8'))
  const digest = digestAnew ? createHash('sha256').update(payload).digest('hex') : snapshot.digest
  return { ...snapshot, digest, signedAnswer: `e30.${Buffer.from(payload).toString('base64url')}.c2ln` }
}

const drawn = scoreCards.flatMap((card) =>
  Array.from({ length: city.size }, (_, index) => {
    const snapshots = snapshotsOf(index)
    const body = buildPortrait(factsOf(snapshots), card, asOf)
    return { snapshots, body, stored: { cardVersion: card.version, asOf, digest: digestOf(body) } }
  }),
)
const again = ({ snapshots, body, stored }: (typeof drawn)[number], cards = scoreCards) =>
  replay(stored, digestOf(body), factsOf(snapshots), digestOf, cards)

describe('a past portrait', () => {
  it('is drawn again to the byte, by whichever card drew it', () => {
    expect(drawn.map((one) => again(one))).toEqual(drawn.map(() => 'SAME'))
  })
  it('control: one byte changed in a snapshot is refused, and found even if its digest was changed with it', () => {
    const [one] = drawn
    const tax = one?.snapshots.find(({ dataClass }) => dataClass === 'TAX')
    if (!one || !tax) throw new Error('no portrait')
    const oneMore = (payload: string) =>
      payload.replace(/"taxableSales":"(\d+)/, (_, sales: string) => `"taxableSales":"${BigInt(sales) + 1n}`)
    const swap = (other: Snapshot) => ({ ...one, snapshots: one.snapshots.map((each) => (each === tax ? other : each)) })
    expect(() => again(swap(rewritten(tax, oneMore, false)))).toThrow('was altered')
    expect(again(swap(rewritten(tax, oneMore, true)))).toBe('DIFFERENT')
  })
  it('control: one point changed on a published card is found', () => {
    const found = scoreCards.map((card) => {
      const [factor, ...rest] = card.factors
      const bins = factor?.bins.map((bin) => ({ ...bin, points: bin.points + 1 })) ?? []
      const edited = { ...card, factors: factor ? [{ ...factor, bins }, ...rest] : rest }
      const one = drawn.find(({ stored }) => stored.cardVersion === card.version)
      return (
        one &&
        again(
          one,
          scoreCards.map((each) => (each === card ? edited : each)),
        )
      )
    })
    expect(found).toEqual(scoreCards.map(() => 'DIFFERENT'))
  })
  it('control: a body changed in the database is found', () => {
    const [one] = drawn
    if (!one) throw new Error('no portrait')
    expect(again({ ...one, body: { ...one.body, score: one.body.score + 1 } })).toBe('BODY_ALTERED')
    expect(cardByVersion(one.stored.cardVersion).version).toBe('EXPERT-2026.1')
  })
})
