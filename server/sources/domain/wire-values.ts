import { z } from 'zod'

/** Amount in yuan as the agencies write it: two decimals, such as `12345.67`. A sign parses, so that it can be refused by name. */
export const Yuan = z.string().regex(/^-?(0|[1-9]\d{0,12})\.\d{2}$/)

/** Whole quantity as text (kWh, cubic metres). */
export const Quantity = z.string().regex(/^-?(0|[1-9]\d{0,11})$/)

/** Day that exists in the calendar, `YYYY-MM-DD`. */
export const Day = z.iso.date()

/** Month as the tax and social-security systems write it: `202603`. */
export const CompactMonth = z.string().regex(/^\d{4}(0[1-9]|1[0-2])$/)

/** Month as the utilities write it: `2026-03`. */
export const DashedMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

export const CreditCode = z.string().regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/)

export const RecordId = z.string().trim().min(1).max(80)
export const ShortText = z.string().trim().min(1).max(200)

/** `12345.67` → 1234567n fen. The text must have passed `Yuan`. */
export const fenOf = (yuan: string): bigint => BigInt(yuan.replace('.', ''))

/** `202603` → `2026-03`. */
export const monthOfCompact = (month: string) => `${month.slice(0, 4)}-${month.slice(4)}`
