import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/figures'
import { Timeline } from '@/components/ui/lists'
import { Section } from '@/components/ui/page-header'
import { type RecordedEvent, recordedEvents } from '@/server/lending/schema'
import type { Case } from './case'

const isRecorded = (event: string): event is RecordedEvent => recordedEvents.some((one) => one === event)

/** What has happened so far, the latest first, each with who did it. */
export function CaseTimeline({ application }: { application: Case }) {
  const t = useTranslations('bank.review')
  const names = useTranslations('lending.events')
  const last = application.events.at(-1)?.id
  return (
    <Section title={t('timeline')}>
      <Timeline
        items={application.events.toReversed().map(({ id, event, byName, at }) => ({
          id,
          title: isRecorded(event) ? names(event) : event,
          state: id === last ? 'current' : 'done',
          at: <DateText value={at} />,
          owner: byName === 'SYSTEM' ? t('system') : byName,
        }))}
      />
    </Section>
  )
}
