import { parseMoneyText } from '@/components/ui/money-text'
import { firstOf, type SearchParams } from '@/components/ui/query-href'
import { type RepaymentMethod, repaymentMethods } from '@/server/kernel/loan/schedule'
import { type Ask, Ask as AskSchema } from '@/server/matching/schema'

export type AskProblem = { field: 'amount' | 'term'; text: string }
export type AskReading = { ask: Ask | null; problems: AskProblem[] }

/** Below this the arithmetic of a loan means nothing to anybody. */
const LEAST_FEN = 10_000n

/**
 * What the firm asks for, out of an address. `amount` is the text as it was typed and `unit` what a bare number of it
 * means, because English visitors type yuan: an address means the same in both languages. Nothing asked: null, no problem.
 */
export function readAsk(params: SearchParams): AskReading {
  const [amount, term] = [firstOf(params.amount) ?? '', firstOf(params.term) ?? '']
  if (!amount && !term) return { ask: null, problems: [] }
  const money = parseMoneyText(amount, firstOf(params.unit) === 'yuan' ? 'yuan' : 'wan')
  const amountFen = money.ok && money.fen >= LEAST_FEN ? money.fen : undefined
  const termMonths = /^\d{1,3}$/.test(term.trim()) ? Number(term) : undefined
  const method = repaymentMethods.find((one) => one === firstOf(params.method))
  const parsed = AskSchema.safeParse({ amountFen, termMonths, ...(method ? { method } : {}) })
  if (parsed.success) return { ask: parsed.data, problems: [] }
  const wrong = new Set(parsed.error.issues.map((issue) => issue.path[0]))
  const problems: AskProblem[] = []
  if (wrong.has('amountFen')) problems.push({ field: 'amount', text: amount })
  if (wrong.has('termMonths')) problems.push({ field: 'term', text: term })
  return { ask: null, problems }
}

/** An ask as parameters of an address, in yuan whatever the language. */
export function askParams(ask: Ask): { amount: string; unit: 'yuan'; term: string; method?: RepaymentMethod } {
  const yuan =
    ask.amountFen % 100n === 0n
      ? String(ask.amountFen / 100n)
      : `${ask.amountFen / 100n}.${String(ask.amountFen % 100n).padStart(2, '0')}`
  return { amount: yuan, unit: 'yuan', term: String(ask.termMonths), ...(ask.method ? { method: ask.method } : {}) }
}
