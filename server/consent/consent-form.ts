import { z } from 'zod'
import { addDays, type PlainDate, shanghaiDate } from '@/server/kernel/dates'
import { DataClass, dataClasses } from '@/server/sources/schema'
import { type GrantConsentInput, retentionInput } from './schema'

/** How often may be fetched, as the form offers it: once, or at most so many times a unit. */
export const rhythms = ['ONCE', '1-MONTH', '4-MONTH', '1-DAY'] as const
export const Rhythm = z.enum(rhythms)
export type Rhythm = z.infer<typeof Rhythm>

const frequencies = {
  ONCE: null,
  '1-MONTH': { value: 1, unit: 'MONTH' },
  '4-MONTH': { value: 4, unit: 'MONTH' },
  '1-DAY': { value: 1, unit: 'DAY' },
} as const satisfies Record<Rhythm, GrantConsentInput['frequency'] | null>

/** What the enterprise fills in to let the platform fetch for matching. */
export const consentFormInput = z.strictObject({
  dataClasses: z.array(DataClass).max(dataClasses.length),
  lookbackMonths: z.int().min(1, 'consent.lookback-missing').max(1_200),
  from: z.iso.date(),
  to: z.iso.date().optional(),
  rhythm: Rhythm,
  retention: retentionInput.optional(),
  /** The draft that is taken up again. */
  draftId: z.uuidv7().optional(),
})
export type ConsentForm = z.infer<typeof consentFormInput>

/** The form as the terms of a consent to the platform for matching. */
export function termsOfForm({ rhythm, draftId: _, ...form }: ConsentForm): Omit<GrantConsentInput, 'notice'> {
  const frequency = frequencies[rhythm]
  return {
    ...form,
    recipient: { kind: 'PLATFORM' },
    purpose: 'MATCHING',
    consentMode: 'STORE',
    fetchType: frequency ? 'PERIODIC' : 'ONETIME',
    ...(frequency ? { frequency } : {}),
  }
}

/** The form as the query of an address, for the page on which the notice is read and signed. */
export function queryOfForm({ dataClasses, lookbackMonths, from, to, rhythm, retention, draftId }: ConsentForm): string {
  const values = {
    classes: dataClasses.join(','),
    months: String(lookbackMonths),
    from,
    to: to ?? '',
    rhythm,
    keep: retention ? `${retention.value}-${retention.unit}` : '',
    ...(draftId ? { draft: draftId } : {}),
  }
  return new URLSearchParams(values).toString()
}

/** The form out of such a query, or null when somebody changed it into something else. */
export function formOfQuery(query: Record<string, string | string[] | undefined>): ConsentForm | null {
  const text = (name: string) => (typeof query[name] === 'string' ? query[name] : '')
  const [value, unit] = text('keep').split('-')
  const parsed = consentFormInput.safeParse({
    dataClasses: text('classes').split(',').filter(Boolean),
    lookbackMonths: Number(text('months')),
    from: text('from'),
    to: text('to') || undefined,
    rhythm: text('rhythm'),
    retention: unit ? { value: Number(value), unit } : undefined,
    draftId: text('draft') || undefined,
  })
  return parsed.success ? parsed.data : null
}

type Kept = { dataClasses: string[]; lookbackMonths: number; retentionUnit: string; retentionValue: number } & {
  frequencyUnit: string | null
  frequencyValue: number | null
  startsAt: Date
  expiresAt: Date
}

/** The form of a draft that was kept, as it can be gone on with on `today`; null when the form cannot say it (any more). */
export function formOfDraft(draftId: string, kept: Kept, today: PlainDate): ConsentForm | null {
  const from = shanghaiDate(kept.startsAt)
  const parsed = consentFormInput.safeParse({
    draftId,
    dataClasses: kept.dataClasses.filter((name) => DataClass.safeParse(name).success),
    lookbackMonths: kept.lookbackMonths,
    from: from < today ? today : from,
    to: addDays(shanghaiDate(kept.expiresAt), -1),
    rhythm: kept.frequencyUnit ? `${kept.frequencyValue}-${kept.frequencyUnit}` : 'ONCE',
    retention: { unit: kept.retentionUnit, value: kept.retentionValue },
  })
  return parsed.success ? parsed.data : null
}
