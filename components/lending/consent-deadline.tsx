import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { DateText } from '@/components/ui/figures'
import { lastDayToConsent } from '@/server/lending/domain/deadlines'
import { ProvisionalTag } from './time-left'

type Suspended = { flags: readonly string[]; events: readonly { event: string; at: Date }[] }

/** Until when an application waits whose consent ended: then it ends too, unless the enterprise grants anew. */
export function ConsentDeadline({ application: { flags, events } }: { application: Suspended }) {
  const t = useTranslations('consent.regrant')
  const suspendedAt = flags.includes('SUSPENDED') ? events.findLast(({ event }) => event === 'SUSPENDED')?.at : undefined
  if (!suspendedAt) return null
  const { due, provisional } = lastDayToConsent(suspendedAt)
  return (
    <Banner tone="warning" title={t('waits')}>
      {t.rich('lastDay', { day: () => <DateText value={due} /> })} {provisional ? <ProvisionalTag /> : null}
    </Banner>
  )
}
