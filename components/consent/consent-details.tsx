import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/figures'
import { SummaryList, Timeline } from '@/components/ui/lists'
import type { ConsentEvent } from '@/server/consent/schema'
import { type LastRead, type ShownConsent, useConsentRows } from './consent-terms'

type Props = { consent: ShownConsent; lastRead?: LastRead; noticeVersion?: string }

/** Everything that a consent says. */
export function ConsentTermsList({ consent, lastRead, noticeVersion }: Props) {
  const t = useTranslations('consent.fields')
  const rows = useConsentRows(consent, lastRead, true)
  const recipient = { label: t('recipient'), value: consent.recipientName }
  const notice = noticeVersion ? [{ label: t('notice'), value: noticeVersion }] : []
  const number = { label: t('number'), value: <span className="break-all">{consent.id}</span> }
  return <SummaryList rows={[recipient, ...rows, ...notice, number]} />
}

export type ShownEvent = { id: string; event: string; at: Date; actorName: string; receiptNumber: string }

/** What was done with a consent, newest last, each act with its receipt number. */
export function ConsentHistory({ events }: { events: readonly ShownEvent[] }) {
  const t = useTranslations('consent')
  return (
    <Timeline
      items={events.map(({ id, event, at, actorName, receiptNumber }) => ({
        id,
        title: t(`events.${event as ConsentEvent}`),
        state: 'done',
        at: <DateText value={at} />,
        owner: actorName === 'SYSTEM' ? t('history.system') : actorName,
        children: <span className="figures text-14">{t('history.receiptNumber', { number: receiptNumber })}</span>,
      }))}
    />
  )
}
