import { useTranslations } from 'next-intl'
import { PageHeader, Section } from '@/components/ui/page-header'
import { CopyTable, type ShownCopy } from './copy-table'

/** For whoever oversees: copies that institutions should have deleted by now and have not confirmed. `open`: still in time. */
export function OverseeCopies({ overdue, open }: { overdue: readonly ShownCopy[]; open: number }) {
  const t = useTranslations('consent.copies')
  return (
    <div className="grid gap-gap">
      <PageHeader title={t('overseeTitle')} lead={t('overseeLead', { count: open })} />
      <Section title={t('overseeList')}>
        <CopyTable copies={overdue} caption={t('overseeList')} empty={t('overseeEmpty')} withInstitution />
      </Section>
    </div>
  )
}
