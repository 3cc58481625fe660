import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PinnedKey } from '@/components/operator/pinned-key'
import { CatalogueTable } from '@/components/sources/catalogue-table'
import { QualityTable } from '@/components/sources/quality-table'
import { SummaryList } from '@/components/ui/lists'
import { PageHeader, Section } from '@/components/ui/page-header'
import { EmptyState } from '@/components/ui/states'
import { requirePortal } from '@/server/auth/guard-page'
import { shanghaiDate } from '@/server/kernel/dates'
import { catalogue } from '@/server/sources/domain/catalogue'
import { DataClass } from '@/server/sources/schema'
import { api } from '@/server/trpc/caller'

const path = '/agency/catalogue'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('agency.catalogue'))('title') })

/** What the agency provides: each item with its ground, way, rhythm, reach and protection; how good it is; by which interface. */
export default async function AgencyCataloguePage() {
  await requirePortal('AGENCY', path)
  const { agency, rows, asOf } = await (await api()).feedHealth.ownQuality()
  const t = await getTranslations('agency.catalogue')
  const overview = await getTranslations('agency.overview')
  const quality = await getTranslations('sources.quality')
  const classes = await getTranslations('consent.dataClasses')
  if (!agency) return <EmptyState title={overview('noAgency')}>{overview('noAgencyBody')}</EmptyState>
  const own = catalogue.filter((item) => item.agency === agency.code)
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead', { count: own.length })} />
      {DataClass.array()
        .parse(agency.dataClasses)
        .map((dataClass) => (
          <Section key={dataClass} title={classes(dataClass)}>
            <CatalogueTable caption={classes(dataClass)} items={own.filter((item) => item.dataClass === dataClass)} />
          </Section>
        ))}
      <Section title={quality('title')} lead={quality('lead')}>
        <QualityTable rows={rows} today={shanghaiDate(asOf)} />
      </Section>
      <Section title={t('interface')} lead={overview('catalogueLead')}>
        <SummaryList
          rows={[
            { label: overview('address'), value: <span className="break-all">{agency.baseUrl}</span> },
            { label: overview('publicKey'), value: <PinnedKey publicKey={agency.publicKey} /> },
          ]}
        />
      </Section>
    </>
  )
}
