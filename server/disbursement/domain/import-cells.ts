import { normaliseCreditCode } from '@/server/kernel/credit-code'
import { isPlainDate, type PlainDate } from '@/server/kernel/dates'
import { parseYuan } from '@/server/kernel/fen'
import { done, type Outcome, refused } from '@/server/kernel/outcome'
import { normaliseReference, type ReferenceRefusal } from './reference'

export type CellRefusal =
  | ReferenceRefusal
  | 'cell.required'
  | 'cell.amount'
  | 'cell.amount-precision'
  | 'cell.amount-range'
  | 'cell.scientific'
  | 'cell.date'
  | 'cell.credit-code'
  | 'cell.application-number'
  | 'cell.yes-no'

const clean = (raw: string) => raw.normalize('NFKC').trim()

/** Excel shows long digits so, and saves them so: the last digits are gone for good. */
const scientific = /^\d(\.\d+)?E\+\d+$/i
const largestFen = 1_000_000_000_00n

/** Yuan with at most two decimals, as `1,200,000.00` or `¥1200000`, to fen; zero only where `zero` says so. */
export function readAmount(raw: string, zero: boolean): Outcome<bigint, CellRefusal> {
  const text = clean(raw)
    .replace(/^[¥￥]\s*/, '')
    .replace(/\s*元$/, '')
  if (text === '') return refused('cell.required')
  if (scientific.test(text)) return refused('cell.scientific')
  const amount = parseYuan(text)
  if (!amount.ok) return refused(amount.refusal === 'money.too-precise' ? 'cell.amount-precision' : 'cell.amount')
  if (amount.value < 0n || amount.value > largestFen || (amount.value === 0n && !zero)) return refused('cell.amount-range')
  return amount
}

/** 2026-09-18, 2026/9/18, 2026.9.18, 20260918 or 2026年9月18日; only days that exist. */
export function readDate(raw: string): Outcome<PlainDate, CellRefusal> {
  const text = clean(raw)
  if (text === '') return refused('cell.required')
  const match =
    /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))$/.exec(
      text,
    )
  const [year, month, day] = (match ?? []).slice(1).filter((part) => part !== undefined)
  const date = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`
  return match && isPlainDate(date) ? done(date) : refused('cell.date')
}

const yes = ['是', 'yes', 'y', 'true', '1']
const no = ['否', 'no', 'n', 'false', '0', '']

/** Empty is no. */
export function readYesNo(raw: string): Outcome<boolean, CellRefusal> {
  const text = clean(raw).toLowerCase()
  if (yes.includes(text)) return done(true)
  return no.includes(text) ? done(false) : refused('cell.yes-no')
}

/**
 * Only the form: whether it is the applicant's, the application tells. Not `checkCreditCode`: its suggestions cost a
 * millisecond a line.
 */
export function readCreditCode(raw: string): Outcome<string, CellRefusal> {
  const code = normaliseCreditCode(clean(raw))
  if (code === '') return refused('cell.required')
  return /^[0-9A-HJ-NPQRTUWXY]{18}$/.test(code) ? done(code) : refused('cell.credit-code')
}

export function readApplicationNumber(raw: string): Outcome<string, CellRefusal> {
  const text = clean(raw).toUpperCase()
  if (text === '') return refused('cell.required')
  return /^[A-Z0-9-]{4,40}$/.test(text) ? done(text) : refused('cell.application-number')
}

/** Empty is none. */
export function readOtherApplication(raw: string): Outcome<string | null, CellRefusal> {
  return clean(raw) === '' ? done(null) : readApplicationNumber(raw)
}

/** As {@link readAmount}; a column that may be missing altogether. */
export const readOptionalAmount = (raw: string): Outcome<bigint, CellRefusal> =>
  clean(raw) === '' ? done(0n) : readAmount(raw, true)

export function readReference(raw: string): Outcome<string, CellRefusal> {
  return scientific.test(clean(raw)) ? refused('cell.scientific') : normaliseReference(raw)
}
