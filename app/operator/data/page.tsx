import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { DeliveryTable } from '@/components/sources/delivery-table'
import { QualityTable } from '@/components/sources/quality-table'
import { LinkButton } from '@/components/ui/button'
import { formatInstant } from '@/components/ui/date-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { firstOf, queryHref, type SearchParams } from '@/components/ui/query-href'
import { requirePortal } from '@/server/auth/guard-page'
import { shanghaiDate } from '@/server/kernel/dates'
import { api } from '@/server/trpc/caller'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('sources.operator'))('title'),
})

/** Every source's quality, punctuality and deliveries, for the operator: totals only. */
export default async function SourceQualityPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requirePortal('OPERATOR', '/operator/data')
  const params = await searchParams
  const asked = Number(firstOf(params.page) ?? 1)
  const page = Number.isInteger(asked) && asked >= 1 && asked <= 100_000 ? asked : 1
  const { rows, deliveries, total, pageSize, asOf } = await (await api()).feedHealth.quality({ page })
  const [t, locale] = [await getTranslations('sources'), await getLocale()]
  return (
    <>
      <PageHeader
        title={t('operator.title')}
        lead={t('operator.lead')}
        actions={<LinkButton href="/data-catalogue">{t('toCatalogue')}</LinkButton>}
      />
      <Section title={t('quality.title')} lead={`${t('quality.lead')} ${t('quality.asOf', { at: formatInstant(asOf, locale) })}`}>
        <QualityTable rows={rows} today={shanghaiDate(asOf)} />
      </Section>
      <Section title={t('feeds.title')} lead={t('feeds.lead')}>
        <DeliveryTable rows={deliveries} />
        {total > 0 ? (
          <Pagination
            page={page}
            pageSize={pageSize}
            total={total}
            href={(to) => queryHref('/operator/data', params, { page: to === 1 ? undefined : to })}
          />
        ) : null}
      </Section>
    </>
  )
}
