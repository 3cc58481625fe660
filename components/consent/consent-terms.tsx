import { useLocale, useTranslations } from 'next-intl'
import { beijingParts, formatDayRange, formatInstant } from '@/components/ui/date-format'
import type { SummaryRow } from '@/components/ui/lists'
import { StatusTag } from '@/components/ui/status-tag'
import type { ConsentMode, ConsentPurpose } from '@/server/consent/schema'
import type { DataClass } from '@/server/sources/schema'

export type ShownStanding = 'LIVE' | 'NOT_BEGUN' | 'PAUSED' | 'REVOKED' | 'EXPIRED' | 'PENDING' | 'DRAFT' | 'REJECTED'
type Unit = 'HOUR' | 'DAY' | 'MONTH' | 'YEAR'

/** A consent as `consent.list` and `consent.one` give it. */
export type ShownConsent = {
  id: string
  shown: ShownStanding
  current: boolean
  recipientName: string
  purpose: string
  consentMode: string
  dataClasses: readonly DataClass[]
  fetchType: string
  frequencyUnit: string | null
  frequencyValue: number | null
  startsAt: Date
  expiresAt: Date
  lookbackMonths: number
  retentionUnit: string
  retentionValue: number
  grantedAt: Date | null
  grantedByName: string | null
  preparedAt: Date | null
  preparedByName: string | null
  pauseReason: string | null
  lacksSignOff: boolean
  personalClasses: readonly DataClass[]
  endedAt: Date | null
  endReason: string | null
}

const tones = {
  LIVE: 'success',
  NOT_BEGUN: 'info',
  PAUSED: 'warning',
  REVOKED: 'neutral',
  EXPIRED: 'neutral',
  PENDING: 'info',
  DRAFT: 'neutral',
  REJECTED: 'neutral',
} as const

export function StandingTag({ consent }: { consent: Pick<ShownConsent, 'shown' | 'endReason'> }) {
  const t = useTranslations('consent')
  const text =
    consent.endReason === 'REPLACED'
      ? t('replaced')
      : t(consent.endReason === 'DISCARDED' ? 'discarded' : `standing.${consent.shown}`)
  return <StatusTag tone={tones[consent.shown]}>{text}</StatusTag>
}

/** The instant before midnight belongs to the last day. */
const lastDay = (expiresAt: Date) => beijingParts(new Date(expiresAt.getTime() - 1)).day

/** What a consent says, in words; for server components. */
export function useConsentText() {
  const t = useTranslations('consent')
  const names = useTranslations('consent.dataClasses')
  const locale = useLocale()
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })
  return {
    classes: (classes: readonly DataClass[]) => list.format(classes.map((one) => names(one))),
    purpose: (purpose: string) => t(`purposes.${purpose as ConsentPurpose}`),
    mode: (mode: string) => t(`modes.${mode as ConsentMode}`),
    period: ({ startsAt, expiresAt }: Pick<ShownConsent, 'startsAt' | 'expiresAt'>) =>
      formatDayRange(beijingParts(startsAt).day, lastDay(expiresAt), locale),
    lastDay,
    frequency: ({ frequencyUnit, frequencyValue }: Pick<ShownConsent, 'frequencyUnit' | 'frequencyValue'>) =>
      frequencyUnit && frequencyValue
        ? t(`frequencies.${frequencyUnit as Unit}`, { count: frequencyValue })
        : t('frequencies.ONETIME'),
    retention: ({ retentionUnit, retentionValue }: Pick<ShownConsent, 'retentionUnit' | 'retentionValue'>) =>
      t(`durations.${retentionUnit as Unit}`, { count: retentionValue }),
    instant: (at: Date | null) => formatInstant(at, locale),
  }
}

export type LastRead = { at: Date | null; count: number }

/** The rows of a consent's summary; `all` adds what only its own page shows. */
export function useConsentRows(consent: ShownConsent, lastRead: LastRead | undefined, all = false): SummaryRow[] {
  const t = useTranslations('consent')
  const text = useConsentText()
  const reads = lastRead?.at
    ? `${text.instant(lastRead.at)}${t('pause')}${t('reads', { count: lastRead.count })}`
    : t('neverRead')
  return [
    { label: t('fields.data'), value: text.classes(consent.dataClasses) },
    { label: t('fields.purpose'), value: text.purpose(consent.purpose) },
    { label: t('fields.period'), value: <span className="whitespace-nowrap">{text.period(consent)}</span> },
    ...(all
      ? [
          { label: t('fields.mode'), value: text.mode(consent.consentMode) },
          { label: t('fields.lookback'), value: t('months', { count: consent.lookbackMonths }) },
        ]
      : []),
    { label: t('fields.frequency'), value: text.frequency(consent) },
    ...(all ? [{ label: t('fields.retention'), value: text.retention(consent) }] : []),
    ...(consent.preparedAt
      ? [
          {
            label: t('fields.prepared'),
            value: `${text.instant(consent.preparedAt)}${t('pause')}${consent.preparedByName ?? ''}`,
          },
        ]
      : []),
    ...(consent.grantedAt
      ? [{ label: t('fields.granted'), value: `${text.instant(consent.grantedAt)}${t('pause')}${consent.grantedByName ?? ''}` }]
      : []),
    { label: t('fields.lastRead'), value: reads },
    ...(consent.endedAt ? [{ label: t('fields.ended'), value: text.instant(consent.endedAt) }] : []),
  ]
}
