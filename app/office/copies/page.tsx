import { getTranslations } from 'next-intl/server'
import { CopyTable } from '@/components/consent/copy-table'
import { PageHeader, Section } from '@/components/ui/page-header'
import { requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'

export async function generateMetadata() {
  return { title: (await getTranslations('consent.copies'))('overseeTitle') }
}

/** Copies that institutions should have deleted by now and have not confirmed. */
export default async function OfficeCopiesPage() {
  await requirePortal('OFFICE', '/office/copies')
  const { overdue, open } = await (await api()).copies.overdueForOffice()
  const t = await getTranslations('consent.copies')
  return (
    <div className="grid gap-gap">
      <PageHeader title={t('overseeTitle')} lead={t('overseeLead', { count: open })} />
      <Section title={t('overseeList')}>
        <CopyTable copies={overdue} caption={t('overseeList')} empty={t('overseeEmpty')} withInstitution />
      </Section>
    </div>
  )
}
