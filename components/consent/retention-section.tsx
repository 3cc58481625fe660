import { useLocale, useTranslations } from 'next-intl'
import { beijingParts, formatDay } from '@/components/ui/date-format'
import { DateText } from '@/components/ui/figures'
import { SummaryList } from '@/components/ui/lists'
import { Section } from '@/components/ui/page-header'
import type { Retained } from '@/server/flows/show-retention'

/** Until when the platform keeps what came under the consent, and what it has deleted. */
export function RetentionSection({ retained: { held, deletions } }: { retained: Retained }) {
  const t = useTranslations('consent.retained')
  const locale = useLocale()
  const rows = [
    ...(held
      ? [
          { label: t('held'), value: t('count', { count: held.count }) },
          { label: t('first'), value: <DateText value={held.first} /> },
          ...(held.last === held.first ? [] : [{ label: t('last'), value: <DateText value={held.last} /> }]),
        ]
      : []),
    ...deletions.map(({ at, records, portraits, claims }) => ({
      label: t('deleted', { day: formatDay(beijingParts(at).day, locale) }),
      value: t('counts', { records, portraits, claims }),
    })),
  ]
  return (
    <Section title={t('title')} lead={t('lead')}>
      <SummaryList rows={rows} />
    </Section>
  )
}
