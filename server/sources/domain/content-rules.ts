/** Why well-formed content of an agency is refused as a whole: facts are never taken from half an answer. */
export type ContentRefusal =
  | 'content.shape'
  | 'content.wrong-subject'
  | 'content.negative-amount'
  | 'content.future'
  | 'content.duplicate'
  | 'content.outside-period'

/** What was asked for, and the day of asking (Asia/Shanghai, `YYYY-MM-DD`); `from` and `to` are months, both included. */
export type ContentContext = { creditCode: string; from: string; to: string; today: string }

/** Months must each appear once, lie in the period that was asked for, and have begun. A missing month is a gap, not a fault. */
export function problemOfMonths(months: readonly string[], { from, to, today }: ContentContext): ContentRefusal | null {
  if (new Set(months).size !== months.length) return 'content.duplicate'
  const thisMonth = today.slice(0, 7)
  if (months.some((month) => month > thisMonth)) return 'content.future'
  if (months.some((month) => month < from || month > to)) return 'content.outside-period'
  return null
}

/**
 * Dated records must have their own ids, and neither begin nor end after today. One that is still open may be older than
 * the period; one that ended before the period began is more than the enterprise authorised.
 */
export function problemOfRecords(
  records: readonly { id: string; on: string; endedOn: string | null }[],
  { from, to, today }: ContentContext,
): ContentRefusal | null {
  if (new Set(records.map(({ id }) => id)).size !== records.length) return 'content.duplicate'
  if (records.some(({ on, endedOn }) => on > today || (endedOn ?? on) > today)) return 'content.future'
  const concerns = (record: { on: string; endedOn: string | null }) =>
    record.on.slice(0, 7) <= to && (record.endedOn ?? record.on).slice(0, 7) >= from
  if (!records.every((record) => record.endedOn === null || concerns(record))) return 'content.outside-period'
  return null
}

/** What was done can't be done tomorrow. Null: not done yet. */
export const problemOfDays = (days: readonly (string | null)[], { today }: ContentContext): ContentRefusal | null =>
  days.some((day) => day !== null && day > today) ? 'content.future' : null

export const problemOfAmounts = (amounts: readonly (bigint | null)[]): ContentRefusal | null =>
  amounts.some((amount) => amount !== null && amount < 0n) ? 'content.negative-amount' : null

export const problemOfSubject = (subject: string, { creditCode }: ContentContext): ContentRefusal | null =>
  subject === creditCode ? null : 'content.wrong-subject'

/** Ascending by a text key, such as a month or a date. */
export const byKey =
  <Row>(key: (row: Row) => string) =>
  (a: Row, b: Row) =>
    key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0
