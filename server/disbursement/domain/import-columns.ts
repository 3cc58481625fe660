import type { ReportKind } from '../schema'

/** How a column is written in a file. `yes-no` may be left empty for no, `note` for nothing. */
export type ColumnFormat =
  | 'application-number'
  | 'application-number-or-none'
  | 'credit-code'
  | 'reference'
  | 'amount'
  | 'amount-or-zero'
  | 'amount-or-none'
  | 'date'
  | 'yes-no'

export type Column = { key: string; format: ColumnFormat; zh: string; en: string; optional?: true }

/** The template, in order. Headers are taken in either language, and by key; order in the file is free. */
export const importColumns = {
  DISBURSEMENT: [
    { key: 'applicationNumber', format: 'application-number', zh: '申请编号', en: 'Application number' },
    { key: 'creditCode', format: 'credit-code', zh: '统一社会信用代码', en: 'Credit code' },
    { key: 'reference', format: 'reference', zh: '放款凭证号', en: 'Voucher number' },
    { key: 'amountFen', format: 'amount', zh: '放款金额（元）', en: 'Amount (yuan)' },
    { key: 'on', format: 'date', zh: '放款日期', en: 'Date' },
    { key: 'renewal', format: 'yes-no', zh: '是否续贷', en: 'Renewal', optional: true },
    { key: 'firstLoan', format: 'yes-no', zh: '是否首贷', en: 'First loan', optional: true },
    {
      key: 'renews',
      format: 'application-number-or-none',
      zh: '续贷归还的原申请编号',
      en: 'Renewed application number',
      optional: true,
    },
  ],
  REPAYMENT: [
    { key: 'applicationNumber', format: 'application-number', zh: '申请编号', en: 'Application number' },
    { key: 'creditCode', format: 'credit-code', zh: '统一社会信用代码', en: 'Credit code' },
    { key: 'reference', format: 'reference', zh: '还款凭证号', en: 'Voucher number' },
    { key: 'principalFen', format: 'amount-or-zero', zh: '归还本金（元）', en: 'Principal (yuan)' },
    { key: 'interestFen', format: 'amount-or-zero', zh: '支付利息（元）', en: 'Interest (yuan)' },
    { key: 'on', format: 'date', zh: '还款日期', en: 'Date' },
    { key: 'writtenOffFen', format: 'amount-or-none', zh: '核销本金（元）', en: 'Written off (yuan)', optional: true },
  ],
} as const satisfies Record<ReportKind, readonly Column[]>

export const columnsOf = (kind: ReportKind): readonly Column[] => importColumns[kind]

/** The first row of the template. */
export const templateHeader = (kind: ReportKind, language: 'zh-CN' | 'en'): string[] =>
  columnsOf(kind).map((column) => (language === 'en' ? column.en : column.zh))

/** Width, case, spaces, underscores and the required mark don't matter in a header. */
const plain = (header: string) =>
  header
    .normalize('NFKC')
    .replace(/[\s_*]/g, '')
    .toLowerCase()

export type HeaderProblem = { refusal: 'file.column-missing' | 'file.column-unknown' | 'file.column-twice'; columns: string[] }

/** The column of every cell of the header row, or what is wrong with it, naming the columns. */
export function readHeader(kind: ReportKind, header: readonly string[]): { columns: Column[] } | HeaderProblem {
  const known = columnsOf(kind)
  const find = (text: string) => known.find(({ key, zh, en }) => [key, zh, en].some((name) => plain(name) === plain(text)))
  const columns: Column[] = []
  for (const text of header) {
    const column = find(text)
    if (!column) return { refusal: 'file.column-unknown', columns: [text.slice(0, 40)] }
    if (columns.includes(column)) return { refusal: 'file.column-twice', columns: [text] }
    columns.push(column)
  }
  const missing = known.filter((column) => !column.optional && !columns.includes(column))
  return missing.length > 0 ? { refusal: 'file.column-missing', columns: missing.map(({ zh }) => zh) } : { columns }
}
