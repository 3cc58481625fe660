import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { IndicatorDefinitions } from '@/components/public/indicator-definitions'
import { DataTable } from '@/components/ui/data-table'
import { PageHeader, Section } from '@/components/ui/page-header'
import { figureIds, figures } from '@/server/statistics/domain/definitions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('public.definitions'))('title') }
}

/** What every figure and every indicator means, from the tables that they are computed by. */
export default async function DefinitionsPage() {
  const t = await getTranslations('public.definitions')
  const names = await getTranslations('statistics')
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Section title={t('figures')} lead={t('figuresLead')} id="figures">
        <DataTable
          caption={t('figures')}
          captionHidden
          rows={figureIds}
          rowKey={(id) => id}
          columns={[
            {
              key: 'name',
              header: t('name'),
              cell: (id) => <span className="block min-w-28">{names(`figures.${id}.name`)}</span>,
            },
            {
              key: 'unit',
              header: t('unit'),
              cell: (id) => <span className="whitespace-nowrap">{names(`units.${figures[id].unit}`)}</span>,
            },
            {
              key: 'scope',
              header: t('scope'),
              cell: (id) => <span className="whitespace-nowrap">{names(`scopes.${figures[id].scope}`)}</span>,
            },
            { key: 'adds', header: t('adds'), cell: (id) => (figures[id].additive ? t('yes') : t('no')) },
            {
              key: 'definition',
              header: t('definition'),
              cell: (id) => <span className="block min-w-64">{names(`figures.${id}.definition`)}</span>,
            },
          ]}
          empty={null}
        />
      </Section>
      <Section title={t('indicators')} lead={t('indicatorsLead')} id="indicators">
        <IndicatorDefinitions />
      </Section>
    </>
  )
}
