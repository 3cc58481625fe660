import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AlertTable } from '@/components/cage/alert-table'
import { PageHeader, Section } from '@/components/ui/page-header'
import { firstOf, type SearchParams } from '@/components/ui/query-href'
import { requirePortal } from '@/server/auth/guard-page'
import { alertListInput } from '@/server/cage/schema'
import { api } from '@/server/trpc/caller'

const path = '/office/alerts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('cage.alerts'))('title') }
}

export default async function OfficeAlertsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requirePortal('OFFICE', path)
  const params = await searchParams
  const asked = alertListInput.safeParse({
    page: Number(firstOf(params.page) ?? 1),
    rule: firstOf(params.rule) || undefined,
    state: firstOf(params.state) || undefined,
  })
  const filter = asked.success ? asked.data : { page: 1 }
  const found = await (await api()).cage.officeAlerts(filter)
  const t = await getTranslations('cage.alerts')
  return (
    <>
      <PageHeader title={t('title')} lead={t('officeLead')} />
      <Section title={t('list')}>
        <AlertTable portal="office" path={path} params={params} filter={filter} found={found} />
      </Section>
    </>
  )
}
