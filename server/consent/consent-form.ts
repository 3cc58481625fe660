import { z } from 'zod'
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
})
export type ConsentForm = z.infer<typeof consentFormInput>

/** The form as the terms of a consent to the platform for matching. */
export function termsOfForm({ rhythm, ...form }: ConsentForm): Omit<GrantConsentInput, 'notice'> {
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
export function queryOfForm({ dataClasses, lookbackMonths, from, to, rhythm, retention }: ConsentForm): string {
  const values = {
    classes: dataClasses.join(','),
    months: String(lookbackMonths),
    from,
    to: to ?? '',
    rhythm,
    keep: retention ? `${retention.value}-${retention.unit}` : '',
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
  })
  return parsed.success ? parsed.data : null
}
