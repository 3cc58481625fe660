import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { chosen, WindowTabs } from '@/components/cage/flows-view'
import { DataTable } from '@/components/ui/data-table'
import { formatInstant } from '@/components/ui/date-format'
import { DateText } from '@/components/ui/figures'
import { formatCount } from '@/components/ui/number-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import type { SearchParams } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import { storedWords } from '@/components/ui/stored-words'
import { requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'

const path = '/agency/usage'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('cage.agency'))('title') }
}

export default async function AgencyUsagePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requirePortal('AGENCY', path)
  const params = await searchParams
  const { window } = chosen(params)
  const { rows, asOf } = await (await api()).cage.agencyUse({ window })
  const [t, locale] = [await getTranslations('cage'), await getLocale()]
  const classes = storedWords(await getTranslations('consent.dataClasses'))
  const access = await getTranslations('ledger.access')
  const purposes = storedWords(await getTranslations('ledger.access.purposes'))
  const named = ({ organisationName, organisationNameEn }: (typeof rows)[number]) =>
    (locale === 'en' && organisationNameEn) || organisationName
  return (
    <>
      <PageHeader title={t('agency.title')} lead={t('agency.lead')} />
      <WindowTabs path={path} params={params} window={window} />
      <Section
        title={t('agency.list')}
        lead={t('subtitle', { window: t(`windows.${window}`), at: formatInstant(asOf, locale) })}
        actions={
          rows.length > 0 ? (
            <a href={`${path}/export?window=${window}`} download className="text-link underline-offset-4 hover:underline">
              {t('agency.download')}
            </a>
          ) : null
        }
      >
        <DataTable
          caption={t('agency.list')}
          captionHidden
          columns={[
            { key: 'organisation', header: t('agency.organisation'), cell: named },
            {
              key: 'class',
              header: t('agency.class'),
              cell: ({ dataClass }) => (classes.has(dataClass) ? classes(dataClass) : dataClass),
            },
            {
              key: 'purpose',
              header: t('agency.purpose'),
              cell: ({ purpose }) => (purposes.has(purpose) ? purposes(purpose) : access('otherPurpose')),
            },
            { key: 'reads', header: t('use.reads'), kind: 'figure', cell: ({ reads }) => formatCount(reads) },
            {
              key: 'enterprises',
              header: t('use.enterprises'),
              kind: 'figure',
              cell: ({ enterprises }) => formatCount(enterprises),
            },
            { key: 'last', header: t('use.last'), cell: ({ lastAt }) => <DateText value={lastAt} /> },
          ]}
          rows={rows}
          rowKey={({ dataClass, organisationName, purpose }) => [dataClass, organisationName, purpose].join(' ')}
          empty={<EmptyState title={t('agency.empty')}>{t('agency.emptyBody')}</EmptyState>}
        />
      </Section>
    </>
  )
}
