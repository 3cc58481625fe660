import { expect } from '@playwright/test'
import type { Person } from './person'
import { patternOf } from './words'

/** Fen out of an amount as shown in yuan: ¥5,000,000 or −¥12.30. */
export function fenOf(text: string): bigint {
  const found = /(−?)¥?([\d,]+)(?:\.(\d{1,2}))?/.exec(text)
  if (!found) throw new Error(`No amount in “${text}”`)
  const fen = BigInt((found[2] ?? '').replaceAll(',', '')) * 100n + BigInt((found[3] ?? '').padEnd(2, '0') || '0')
  return found[1] ? -fen : fen
}

/** Fen of one of each unit that a headline figure may have. */
const fenOfUnit = new Map([
  ['元', 100n],
  ['万元', 1_000_000n],
  ['million', 100_000_000n],
  ['亿元', 10_000_000_000n],
  ['billion', 100_000_000_000n],
])

export type Figure = 'grantedFen' | 'disbursedFen' | 'balanceFen'

/** The office's dashboard and the records behind its figures. */
export class Totals {
  constructor(private readonly person: Person) {}

  /** Whether the dashboard's figure of the whole time is this sum, rounded to what it shows. */
  async shows(figure: Figure, fen: bigint): Promise<boolean> {
    const { person } = this
    await person.open('/office')
    const name = person.words(`statistics.figures.${figure}.name`)
    const label = figure === 'balanceFen' ? name : `${person.words('statistics.office.period.cumulative')} · ${name}`
    const shown = person.page.getByText(label, { exact: true }).locator('xpath=following-sibling::dd[1]')
    const text = (await shown.textContent()) ?? ''
    const [, whole = '', decimals = '', unit = ''] = /([\d,]+)\.?(\d*)\s*(million|billion|万元|亿元|元)?/u.exec(text) ?? []
    const step = (fenOfUnit.get(unit) ?? 100n) / 10n ** BigInt(decimals.length)
    const gap = BigInt((whole + decimals).replaceAll(',', '')) * step - fen
    return 2n * (gap < 0n ? -gap : gap) <= step
  }

  /** The sum to the fen of the records that the figure of the whole time leads down to; stays on them. */
  async sumOf(figure: Figure): Promise<bigint> {
    const { person } = this
    await person.open('/office')
    const name = person.words(`statistics.figures.${figure}.name`)
    const links = person.page.getByRole('link', {
      name: `${person.words('statistics.office.recordsLink')}: ${name}`,
      exact: true,
    })
    await links.last().click()
    await expect(person.heading('statistics.office.records.title')).toBeVisible()
    const pattern = patternOf(person.words, 'statistics.office.records.sum', ['count', 'amount'])
    return fenOf(/−?¥[\d,.]+/.exec((await person.page.getByText(pattern).textContent()) ?? '')?.[0] ?? '')
  }
}
