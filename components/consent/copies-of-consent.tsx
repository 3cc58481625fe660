import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/figures'
import { SummaryList } from '@/components/ui/lists'
import { Section } from '@/components/ui/page-header'
import type { copyBases } from '@/server/consent/schema'

type Copy = { id: string; holder: string; dueOn: Date; basis: string; confirmedAt: Date | null; confirmedByName: string | null }

/** What institutions kept of the data after the consent ended: when it has to go, and whether it is gone. */
export function CopiesOfConsent({ copies }: { copies: readonly Copy[] }) {
  const t = useTranslations('consent.copies')
  return (
    <Section title={t('ofConsent.title')} lead={t('ofConsent.lead')}>
      <SummaryList
        rows={copies.map(({ holder, dueOn, basis, confirmedAt }) => ({
          label: holder,
          value: confirmedAt ? (
            <span>
              {t('ofConsent.gone')} <DateText value={confirmedAt} />
            </span>
          ) : (
            <span>
              {t('ofConsent.due')} <DateText value={dueOn.toISOString().slice(0, 10)} /> ·{' '}
              {t(`bases.${basis as (typeof copyBases)[number]}`)}
            </span>
          ),
        }))}
      />
    </Section>
  )
}
