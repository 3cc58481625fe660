import { z } from 'zod'
import type { EnterpriseFacts } from '../schema'

/** What an enterprise may declare of itself, by item of the catalogue; amounts in fen, the rest whole numbers. */
export const declaredItems = [
  'declared.sales',
  'declared.headcount',
  'declared.electricity',
  'declared.capital',
  'declared.assets',
  'declared.patents',
] as const
export type DeclaredItem = (typeof declaredItems)[number]
export const isMoney = (item: DeclaredItem) => ['declared.sales', 'declared.capital', 'declared.assets'].includes(item)

/** Values as decimal text: a number of JavaScript would lose fen. */
export const DeclaredValues = z.partialRecord(z.enum(declaredItems), z.string().regex(/^\d{1,16}$/))
export type DeclaredValues = z.infer<typeof DeclaredValues>

/** The commitment under which it is declared; the version changes with a word of it. */
export const commitmentVersion = '2026-11'
export const commitmentText = {
  'zh-CN': '本企业承诺：以上申报内容真实、准确、完整。如有虚假，自愿承担相应法律责任，并同意按规定记入信用记录。',
  en: 'We commit that what is declared above is true, exact and complete. If it is not, we answer for it by law and agree that it be recorded in our credit record as prescribed.',
} as const

export type Compared = {
  item: DeclaredItem
  declared: bigint
  /** What the sources say, or null where none does. */
  authoritative: bigint | null
  /** Months of the sources that make it up, such as `2025-11`–`2026-10`; null for what has no period. */
  period: { from: string; to: string } | null
  verdict: 'AGREES' | 'DIFFERS' | 'NO_SOURCE'
}

/** A declared value may differ by so much without being marked, in percent: years and months are cut differently. */
export const tolerancePercent = 10n

/** Sum or mean of the newest twelve months, where all twelve are there. */
function yearOf<Row extends { month: string }>(rows: readonly Row[] | undefined, amountOf: (row: Row) => bigint) {
  const last = (rows ?? []).slice(-12)
  const [first, end] = [last[0], last.at(-1)]
  if (last.length < 12 || !first || !end) return null
  return { sum: last.reduce((sum, row) => sum + amountOf(row), 0n), period: { from: first.month, to: end.month } }
}

function authoritativeOf(item: DeclaredItem, facts: EnterpriseFacts): Pick<Compared, 'authoritative' | 'period'> {
  const nothing = { authoritative: null, period: null }
  switch (item) {
    case 'declared.sales': {
      const year = yearOf(facts.TAX?.months, ({ declaredSalesFen }) => declaredSalesFen)
      return year ? { authoritative: year.sum, period: year.period } : nothing
    }
    case 'declared.headcount': {
      const last = facts.SOCIAL_SECURITY?.months.at(-1)
      return last ? { authoritative: BigInt(last.insuredHeadcount), period: { from: last.month, to: last.month } } : nothing
    }
    case 'declared.electricity': {
      const year = yearOf(facts.ELECTRICITY?.months, ({ quantity }) => BigInt(quantity))
      return year ? { authoritative: year.sum, period: year.period } : nothing
    }
    case 'declared.capital':
      return { authoritative: facts.REGISTRATION?.paidInCapitalFen ?? null, period: null }
    case 'declared.patents': {
      const rights = facts.INTELLECTUAL_PROPERTY?.rights
      const patents = rights?.filter(
        ({ kind, state }) => state === 'IN_FORCE' && ['INVENTION', 'UTILITY_MODEL', 'DESIGN'].includes(kind),
      )
      return { authoritative: patents ? BigInt(patents.length) : null, period: null }
    }
    case 'declared.assets':
      return nothing
    default:
      return item satisfies never
  }
}

/**
 * Declared and authoritative values side by side. They differ where the difference is more than a tenth of the authoritative
 * value: |declared − authoritative| × 100 > authoritative × 10, in whole numbers.
 */
export function compareDeclared(values: DeclaredValues, facts: EnterpriseFacts): Compared[] {
  return declaredItems.flatMap((item): Compared[] => {
    const text = values[item]
    if (text === undefined) return []
    const declared = BigInt(text)
    const { authoritative, period } = authoritativeOf(item, facts)
    if (authoritative === null) return [{ item, declared, authoritative, period, verdict: 'NO_SOURCE' }]
    const difference = declared > authoritative ? declared - authoritative : authoritative - declared
    const verdict = difference * 100n > authoritative * tolerancePercent ? 'DIFFERS' : 'AGREES'
    return [{ item, declared, authoritative, period, verdict }]
  })
}
