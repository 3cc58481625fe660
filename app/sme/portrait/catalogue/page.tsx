import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { IndicatorTable } from '@/components/portrait/indicator-table'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { PageHeader, Section } from '@/components/ui/page-header'
import { requirePortal } from '@/server/auth/guard-page'
import { dimensions, indicatorCatalogue, indicatorIds } from '@/server/portrait/schema'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('portrait.catalogue'))('title') })

/** Every indicator with its definition, unit, window, sources, missing rule, direction, actionability, sensitivity and owner. */
export default async function CataloguePage() {
  await requirePortal('ENTERPRISE', '/sme/portrait/catalogue')
  const [t, page, names] = [
    await getTranslations('portrait.catalogue'),
    await getTranslations('portrait'),
    await getTranslations('indicators.dimensions'),
  ]
  return (
    <>
      <Breadcrumbs items={[{ label: page('title'), href: '/sme/portrait' }, { label: t('title') }]} />
      <PageHeader title={t('title')} lead={t('lead', { count: indicatorIds.length })} />
      {dimensions.map((dimension) => {
        const ids = indicatorIds.filter((id) => indicatorCatalogue[id].dimension === dimension)
        return (
          <Section key={dimension} title={names(dimension)} lead={t('count', { count: ids.length })}>
            <IndicatorTable ids={ids} caption={names(dimension)} />
          </Section>
        )
      })}
    </>
  )
}
