import { z } from 'zod'
import { isPlainDate } from '@/server/kernel/dates'
import {
  Evaluation,
  Factor,
  Grade,
  HealthCheck,
  HealthPoint,
  HealthSign,
  HealthTrend,
  IndicatorId,
  IndicatorReading,
  LegalItem,
  MonthlyPoint,
  Portrait,
  peerScopes,
  places,
} from '@/server/portrait/schema'
import { DataClass } from '@/server/sources/schema'

/** What an enterprise may choose to show, in the order of the paper. Who it is, is always shown. */
export const reportSections = ['SCORE', 'FACTORS', 'LEGAL', 'EVALUATIONS', 'TRENDS', 'HEALTH', 'SOURCES'] as const
export const ReportSection = z.enum(reportSections)
export type ReportSection = z.infer<typeof ReportSection>

export const reportLanguages = ['zh-CN', 'en'] as const
export type ReportLanguage = (typeof reportLanguages)[number]

/** Days that a report may be valid for. */
export const validityDays = [30, 90, 180] as const

export const reportStates = ['VALID', 'EXPIRED', 'WITHDRAWN'] as const
export type ReportState = (typeof reportStates)[number]

export const IssueReportInput = z.strictObject({
  sections: z
    .array(ReportSection, 'report.nothing-to-show')
    .min(1, 'report.nothing-to-show')
    .transform((chosen) => reportSections.filter((one) => chosen.includes(one))),
  language: z.enum(reportLanguages),
  validDays: z.coerce.number().pipe(z.literal(validityDays)),
  addressee: z
    .string()
    .trim()
    .max(60, 'report.addressee-long')
    .nullish()
    .transform((text) => text || null),
})
export type IssueReportInput = z.infer<typeof IssueReportInput>

const Day = z.string().refine(isPlainDate)
const Hash = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * Of the health check exactly what the choice of it names: early signs (figures of those that fired alone), strengths and
 * weaknesses with their values, directions, and where the firm stands among its peers. No amount of a trend, no points, no score.
 * `peers` is absent from reports that were sealed before it was frozen.
 */
export const ReportHealth = z.strictObject({
  rules: z.string(),
  asOf: Day,
  signs: z.array(HealthSign),
  strengths: z.array(HealthPoint.pick({ indicatorId: true, value: true })),
  weaknesses: z.array(HealthPoint.pick({ indicatorId: true, value: true })),
  /** Twelve months from `from` to `to` against the twelve before. */
  trends: z.array(HealthTrend.pick({ series: true, from: true, to: true }).extend({ direction: z.enum(['UP', 'DOWN', 'FLAT']) })),
  /** `median` of the `firms` peers of the scope, in the indicator's unit. */
  peers: z
    .array(
      z.strictObject({
        id: IndicatorId,
        scope: z.enum(peerScopes),
        firms: z.int(),
        median: z.int(),
        place: z.enum(places).nullable(),
      }),
    )
    .optional(),
})
export type ReportHealth = z.infer<typeof ReportHealth>

/** Every figure of a report, and nothing that the enterprise did not choose: what is sealed, hashed, printed and verified. */
export const ReportContent = z.strictObject({
  form: z.literal('credit-report/1'),
  number: z.string(),
  language: z.enum(reportLanguages),
  issuedAt: z.iso.datetime(),
  validUntil: Day,
  addressee: z.string().nullable(),
  identity: z.strictObject({
    name: z.string(),
    creditCode: z.string(),
    legalForm: z.enum(['COMPANY', 'SOLE_TRADER', 'COOPERATIVE']),
    industry: z.string(),
    countyCode: z.string(),
    foundedOn: Day,
    /** Fen, in digits; null where none is registered. */
    registeredCapitalFen: z.string().regex(/^\d+$/).nullable(),
    registerStatus: z.enum(['ACTIVE', 'REVOKED', 'CANCELLED']),
  }),
  portrait: z.strictObject({
    asOf: Day,
    cardVersion: z.string(),
    digest: Hash,
    /** Whether the card leaves records, lists and grades beside the score; absent: it counted them. */
    axesApart: z.boolean().optional(),
  }),
  sections: z.strictObject({
    SCORE: z
      .strictObject({
        score: z.int(),
        grade: Grade,
        confidenceBps: z.int(),
        interval: Portrait.shape.scoreInterval,
        dimensions: Portrait.shape.dimensions,
        basis: Portrait.shape.basis,
        /** Bands of the grades, lowest first. */
        bands: z.array(z.strictObject({ grade: Grade, from: z.int(), to: z.int() })),
      })
      .optional(),
    FACTORS: z.array(z.strictObject({ factor: Factor, reading: IndicatorReading })).optional(),
    LEGAL: z.strictObject({ items: z.array(LegalItem), unread: z.array(DataClass) }).optional(),
    EVALUATIONS: z.array(Evaluation).optional(),
    TRENDS: z.array(MonthlyPoint.pick({ month: true, salesFen: true, headcount: true, kwh: true })).optional(),
    /** The whole check in reports sealed before: read to verify them, and shown as little of as of the others (`shownHealth`). */
    HEALTH: z.union([ReportHealth, HealthCheck]).optional(),
    SOURCES: z
      .array(
        z.strictObject({
          dataClass: DataClass,
          provider: z.string(),
          providerEn: z.string(),
          state: z.enum(['PRESENT', 'STALE', 'ABSENT']),
          from: z.string().nullable(),
          to: z.string().nullable(),
          receivedAt: z.iso.datetime().nullable(),
        }),
      )
      .optional(),
  }),
})
export type ReportContent = z.infer<typeof ReportContent>
export type ReportSource = NonNullable<ReportContent['sections']['SOURCES']>[number]

/** Letters and digits that no eye confuses: no 0, 1, I, O. Thirty-two, so that five random bits are one of them. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const signs = (bytes: Uint8Array) => Array.from(bytes, (byte) => alphabet[byte & 31]).join('')

/** 80 random bits as sixteen signs, such as 7K2M9QXT4HRWB3ND. @param bytes sixteen random bytes */
export function checkCodeOf(bytes: Uint8Array): string {
  if (bytes.length !== 16) throw new RangeError('a check code is made of sixteen bytes')
  return signs(bytes)
}

/** CR-20261122-7K2M9Q. @param bytes six random bytes */
export const reportNumberOf = (day: string, bytes: Uint8Array) => `CR-${day.replaceAll('-', '')}-${signs(bytes.slice(0, 6))}`

/** In fours, as it is printed. */
export const spacedCode = (code: string) => code.match(/.{1,4}/g)?.join('-') ?? code

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\u2010-\u2015\u2212_-]/g, '')
const signOf = `[${alphabet}]`
/** What somebody typed or scanned, as it was issued; null where it cannot have been. */
export function readNumber(text: string): string | null {
  const [, day, rest] = new RegExp(`^CR(\\d{8})(${signOf}{6})$`).exec(plain(text)) ?? []
  return day && rest ? `CR-${day}-${rest}` : null
}
export const readCode = (text: string): string | null => new RegExp(`^${signOf}{16}$`).exec(plain(text))?.[0] ?? null

/** Where a report is checked; the address that its QR code holds. */
export const verifyPath = (number: string, code: string) => `/verify/${number}?code=${spacedCode(code)}`
