import { useTranslations } from 'next-intl'
import { useCatalogueText } from '@/components/catalogue/catalogue-text'
import { DateText } from '@/components/ui/figures'
import { Timeline, type TimelineItem } from '@/components/ui/lists'
import { type ApplicationEvent, recordedEvents } from '@/server/lending/schema'
import type { OwnApplication } from './own-application'

/** What the bank does among itself; the firm sees that it is being worked on, not who gave it to whom. */
const inner: readonly ApplicationEvent[] = ['NOTED', 'REASSIGNED']

/** What happened, and what is expected by when; a day counted through an unpublished calendar is marked. */
export function ProgressTimeline({ application }: { application: OwnApplication }) {
  const t = useTranslations('apply.own')
  const events = useTranslations('lending.events')
  const text = useCatalogueText()
  const institution = text.own(application.institution)
  const owner = (by: string) =>
    by === application.enterpriseId ? t('you') : by === application.institutionId ? institution : t('platform')
  const past = application.events.flatMap(({ id, event, byOrganisation, at }): TimelineItem[] => {
    const known = recordedEvents.find((one) => one === event)
    if (!known || inner.some((one) => one === known)) return []
    return [{ id, title: events(known), state: 'done', at: <DateText value={at} />, owner: owner(byOrganisation) }]
  })
  const ahead = application.deadlines
    .filter(({ kind, state }) => kind !== 'CEILING' && ['RUNNING', 'OVERDUE', 'STOPPED'].includes(state))
    .map(
      ({ kind, due, provisional, state }): TimelineItem => ({
        id: kind,
        title: t(`expected.${kind}`),
        state: application.pressing?.kind === kind ? 'current' : 'planned',
        owner: institution,
        at: due ? (
          <>
            <DateText value={due} />
            {provisional ? ` · ${t('provisionalShort')}` : ''}
          </>
        ) : undefined,
        children: state === 'OVERDUE' ? t('overdue') : state === 'STOPPED' ? t('stopped') : undefined,
      }),
    )
  return <Timeline items={[...past, ...ahead]} />
}
