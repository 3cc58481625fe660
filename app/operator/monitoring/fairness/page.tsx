import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { fairnessParams } from '@/components/monitoring/address'
import { FairnessView } from '@/components/monitoring/fairness-view'
import { MonitoringFrame } from '@/components/monitoring/monitoring-frame'
import { pathOf } from '@/components/monitoring/monitoring-tabs'
import { LinkButton } from '@/components/ui/button'
import { FilterBar } from '@/components/ui/filter-bar'
import { Section } from '@/components/ui/page-header'
import { queryHref, type SearchParams } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import { requirePortal } from '@/server/auth/guard-page'
import { traits } from '@/server/monitoring/schema'
import { api } from '@/server/trpc/caller'

const path = pathOf('fairness')

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('monitoring.views'))('fairness') }
}

/** Whether like firms fare alike, by size, county, industry and age. */
export default async function FairnessPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requirePortal('OPERATOR', path)
  const asked = fairnessParams(await searchParams)
  const data = await (await api()).monitoring.fairness(asked)
  const t = await getTranslations('monitoring')
  return (
    <MonitoringFrame current="fairness" asOf={data.asOf}>
      <FilterBar
        path={path}
        filters={[
          {
            kind: 'select',
            name: 'trait',
            label: t('fairness.by'),
            value: asked.trait,
            options: traits.map((value) => ({ value, label: t(`fairness.traits.${value}`) })),
          },
        ]}
      />
      <Section
        title={t('fairness.section', { trait: t(`fairness.traits.${asked.trait}`) })}
        lead={t('fairness.lead')}
        actions={
          data.groups.length > 0 ? (
            <LinkButton href={queryHref('/api/exports/monitoring', asked, { table: 'fairness' })} prefetch={false}>
              {t('fairness.export')}
            </LinkButton>
          ) : undefined
        }
      >
        {data.groups.length > 0 ? (
          <FairnessView data={data} trait={asked.trait} />
        ) : (
          <EmptyState title={t('fairness.empty')}>{t('fairness.emptyBody')}</EmptyState>
        )}
        <p className="max-w-[60em] text-13 text-fg-2">{t('fairness.note')}</p>
      </Section>
    </MonitoringFrame>
  )
}
