import type { ReportKind } from './schema'

/** What people call a recorded report by: 放款 FK, 还款 HK, and the random part of its id. The same report, the same receipt. */
export const receiptOf = (kind: ReportKind, reportId: string): string =>
  `${kind === 'DISBURSEMENT' ? 'FK' : 'HK'}-${reportId.replaceAll('-', '').slice(-12).toUpperCase()}`
