import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/figures'
import { SummaryList } from '@/components/ui/lists'
import type { copyBases } from '@/server/consent/schema'
import { useConsentText } from './consent-terms'
import type { ShownCopy } from './copy-table'

/** One order to delete, in full. */
export function CopySummary({ copy }: { copy: ShownCopy }) {
  const t = useTranslations('consent.copies')
  const text = useConsentText()
  return (
    <SummaryList
      rows={[
        { label: t('application'), value: <span className="figures">{copy.applicationNumber ?? '--'}</span> },
        { label: t('data'), value: text.classes(copy.dataClasses) },
        { label: t('reads'), value: t('readCount', { count: copy.reads }) },
        { label: t('lastRead'), value: <DateText value={copy.lastReadAt} /> },
        { label: t('basis'), value: t(`basesLong.${copy.basis as (typeof copyBases)[number]}`) },
        { label: t('due'), value: <DateText value={copy.dueOn} /> },
      ]}
    />
  )
}
