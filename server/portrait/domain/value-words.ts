import { type IndicatorId, indicatorCatalogue, type Unit } from '../schema'

type Underscored<Id> = Id extends `${infer Room}.${infer Name}` ? `${Room}_${Name}` : never
/** The key of an indicator below `indicators` in messages; next-intl keeps the dot for itself. */
export const indicatorKey = (id: IndicatorId) => id.replace('.', '_') as Underscored<IndicatorId>

const taxGrades = ['1', '2', '3', '4', '5'] as const

/** How the reader's language writes each kind of value; a screen and a paper write money in their own ways. */
export type ValueWords = {
  money: (fen: bigint) => string
  rate: (bps: number) => string
  count: (value: number) => string
  /** Of the tax authority; undefined for a number that is no grade. */
  taxGrade: (grade: (typeof taxGrades)[number] | undefined) => string
  boolean: (value: '0' | '1') => string
  /** The name of what is counted, behind its number. */
  unit: (unit: Exclude<Unit, 'FEN' | 'BPS' | 'GRADE' | 'BOOLEAN' | 'COUNT'>) => string
}

/** An indicator's value with its unit, in words. */
export function valueInWords(id: IndicatorId, amount: number, words: ValueWords): string {
  const { unit } = indicatorCatalogue[id]
  switch (unit) {
    case 'FEN':
      return words.money(BigInt(amount))
    case 'BPS':
      return words.rate(amount)
    case 'GRADE':
      return words.taxGrade(taxGrades[amount - 1])
    case 'BOOLEAN':
      return words.boolean(amount === 0 ? '0' : '1')
    case 'COUNT':
      return words.count(amount)
    default:
      return `${words.count(amount)} ${words.unit(unit)}`
  }
}
