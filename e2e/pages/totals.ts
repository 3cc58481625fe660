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

export type Figure = 'grantedFen' | 'disbursedFen' | 'balanceFen'

/** The office's dashboard and the records behind its figures. */
export class Totals {
  constructor(private readonly person: Person) {}

  /** The figure of the whole time as the dashboard shows it: rounded to 100 yuan in Chinese, to the yuan in English. */
  async headline(figure: Figure): Promise<bigint> {
    const { person } = this
    await person.open('/office')
    const name = person.words(`statistics.figures.${figure}.name`)
    const label = figure === 'balanceFen' ? name : `${person.words('statistics.office.period.cumulative')} · ${name}`
    const value = person.page.getByText(label, { exact: true }).locator('xpath=following-sibling::dd[1]/span[1]')
    const digits = ((await value.textContent()) ?? '').replace(/[^\d]/g, '')
    return BigInt(digits) * (person.locale === 'en' ? 100n : 10_000n)
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
