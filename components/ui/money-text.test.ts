import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chineseUppercaseAmount, type MoneyUnit, parseMoneyText } from './money-text'

const runs = Math.ceil(4000 * (process.env.TEST_FULL ? 1 : 0.05))
const seed = Number(process.env.TEST_SEED ?? Date.now() % 1_000_000)

describe('parseMoneyText', () => {
  it.each<[string, MoneyUnit, bigint]>([
    ['500', 'wan', 500_000_000n],
    ['５００', 'wan', 500_000_000n],
    ['500万', 'yuan', 500_000_000n],
    ['5,000,000', 'yuan', 500_000_000n],
    ['5，000，000元', 'wan', 500_000_000n],
    ['500,0000', 'yuan', 500_000_000n],
    ['1234。5', 'yuan', 123_450n],
    ['¥ 1 234.56', 'yuan', 123_456n],
    ['￥0.01', 'yuan', 1n],
    ['1.2亿元', 'wan', 12_000_000_000n],
    ['0', 'wan', 0n],
    ['12.50', 'yuan', 1_250n],
    ['0.000001', 'wan', 1n],
    ['3.', 'yuan', 300n],
  ])('%s in %s is %s fen', (text, unit, fen) => {
    expect(parseMoneyText(text, unit)).toEqual({ ok: true, fen })
  })

  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['五百万', 'chineseNumerals'],
    ['5百万', 'chineseNumerals'],
    ['伍佰万元整', 'chineseNumerals'],
    ['-5', 'format'],
    ['1e6', 'format'],
    ['1,5', 'format'],
    ['1.2.3', 'format'],
    ['abc', 'format'],
    ['0x10', 'format'],
    ['1.234', 'precision'],
    ['99999999999999', 'tooLarge'],
  ])('refuses %j as %s', (text, problem) => {
    expect(parseMoneyText(text, 'yuan')).toEqual({ ok: false, problem })
  })

  it(`reads back every amount that it is shown (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 15n - 1n), (fen) => {
        const text = `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`
        expect(parseMoneyText(text, 'yuan')).toEqual({ ok: true, fen })
      }),
      { numRuns: runs, seed },
    )
  })
})

describe('chineseUppercaseAmount', () => {
  // The first five are the examples of the rule itself, in its short form.
  it.each([
    [140_950n, '壹仟肆佰零玖元伍角'],
    [600_714n, '陆仟零柒元壹角肆分'],
    [168_032n, '壹仟陆佰捌拾元叁角贰分'],
    [10_700_053n, '壹拾万柒仟元伍角叁分'],
    [32_504n, '叁佰贰拾伍元零肆分'],
    [500_000_000n, '伍佰万元整'],
    [0n, '零元整'],
    [5n, '伍分'],
    [50n, '伍角'],
    [1_000_000_100n, '壹仟万零壹元整'],
    [1_005_000_000n, '壹仟零伍万元整'],
    [10_000_000_000n, '壹亿元整'],
    [10_000_000_100n, '壹亿零壹元整'],
    [10_000_500_000n, '壹亿零伍仟元整'],
    [10_001_000_000n, '壹亿零壹万元整'],
    [100_000_000_000_000n, '壹万亿元整'],
    [100_010_000_000_000n, '壹万零壹亿元整'],
    [-12_300n, '负壹佰贰拾叁元整'],
  ])('%s fen', (fen, text) => {
    expect(chineseUppercaseAmount(fen)).toBe(text)
  })
})
