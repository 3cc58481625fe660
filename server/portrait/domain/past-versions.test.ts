import { describe, expect, it } from 'vitest'
import { digestOf } from '../canonical-json'
import type { PortraitFacts } from '../schema'
import { buildPortrait } from './build-portrait'
import { shippedCard } from './expert-card'
import { AS_OF, penalty, sampleFacts, staffFacts, taxFacts, utilityFacts } from './facts.fixture'
import { cardByVersion } from './score-card'

const busy = sampleFacts({
  TAX: taxFacts((_, at) => BigInt(90_000_000 + at * 1_234_567)),
  SOCIAL_SECURITY: staffFacts((_, at) => 20 - (at % 3)),
  ELECTRICITY: utilityFacts((_, at) => 12_000 + at * 37),
  PENALTY: {
    penalties: [
      penalty({ id: 'a', on: '2026-03-10' }),
      penalty({ id: 'b', on: '2025-12-01', severity: 'SERIOUS', amountFen: 5_000_000n }),
    ],
  },
})
const { GAS: _gas, ...withoutGas } = busy
const doubled = {
  ...busy,
  TAX: taxFacts((_, at) => (at < 30 ? 100n : 250n)),
  ELECTRICITY: utilityFacts(() => 100),
  SOCIAL_SECURITY: staffFacts(() => 3),
}
const first = (facts: PortraitFacts) => digestOf(buildPortrait(facts, cardByVersion('EXPERT-2026.1'), AS_OF))

/** Applications stand on portraits of these cards. The digests were taken from the code that drew them, before the next card. */
describe('portraits of past cards', () => {
  it.each([
    ['everything on file', busy, '57a3d7098d3ced4f29890041043fabf3054ac8a700305fd24c5e3169c89b782c'],
    ['a class missing', withoutGas, '3761babe8455ddfb12e3f617895832802bced572876e0497be7c1f7b7b927683'],
    ['a question asked', doubled, '0bf071f0b1449d6c6461d8dbe9fdd6d3c4f841dbd6148992eb6337484c36641a'],
  ])('are drawn to the same byte as ever: %s', (_, facts, digest) => {
    expect(first(facts)).toBe(digest)
  })
  it.each([
    ['everything on file', busy, 'a9e2b3cd690351520b6da0f369453c58093d7901e00df45d7d77ed754a509cd5'],
    ['a class missing', withoutGas, 'eaf8fe38efe53c57cd18acb98f230e218900933f682b920f6cc7339323809392'],
    ['a question asked', doubled, '9ccd35757fb29fa69b37ad71fe8cf49d6cb6e79ed046e68862c35dc0eeb06866'],
  ])('of card EXPERT-2026.2 are, too: %s', (_, facts, digest) => {
    expect(digestOf(buildPortrait(facts, cardByVersion('EXPERT-2026.2'), AS_OF))).toBe(digest)
  })
  it.each([
    ['everything on file', busy, 'c31aa837e8f4e093f955c1d29b8cbfa88792fd19cc3fc9762db6e8315ab67662'],
    ['a class missing', withoutGas, '65b789d441077c73dabdbe911be5c29ff91e2900d9905035c67cb5123dab53c4'],
    ['a question asked', doubled, '5f375bdcd7edaba4930919615e3d3bc8a125f77d4d88133474571a40168c951c'],
  ])('of card EXPERT-2026.3 are, too: %s', (_, facts, digest) => {
    expect(digestOf(buildPortrait(facts, cardByVersion('EXPERT-2026.3'), AS_OF))).toBe(digest)
  })
  it.each([
    [
      'everything on file',
      { ...busy, issuedOn: { REGISTRATION: '2026-06-20', LIST: '2026-04-01' } },
      '0fc7d8bc8ed19b3b91f1f4271412b41d52165dc8d0f0a03ecf05f519bbdd2e65',
    ],
    ['a class missing', withoutGas, '9f346211fd8302597bb0b5bf296889f0568b86d020ab8346c1627dcb6fd48915'],
    ['a question asked', doubled, 'aa49e59f5b92c2e36317ad4ea41b005801a0cafe832dc28a6ee9a3407f1a3c42'],
  ])('of card EXPERT-2026.4 are, too: %s', (_, facts, digest) => {
    expect(digestOf(buildPortrait(facts, { ...shippedCard, validFrom: '2026-01-01' }, AS_OF))).toBe(digest)
  })
  it('control: one fen, or the next card, draws another portrait', () => {
    const [month] = busy.TAX?.months.slice(-1) ?? []
    const fen = { ...month, declaredSalesFen: (month?.declaredSalesFen ?? 0n) + 1n }
    const changed = {
      ...busy,
      TAX: busy.TAX && { ...busy.TAX, months: busy.TAX.months.map((row) => (row === month ? { ...row, ...fen } : row)) },
    }
    expect(first(changed)).not.toBe(first(busy))
    expect(digestOf(buildPortrait(busy, cardByVersion('EXPERT-2026.2'), AS_OF))).not.toBe(first(busy))
  })
  it('refuse a card that never was', () => {
    expect(() => cardByVersion('EXPERT-1999.1')).toThrow(RangeError)
  })
})
