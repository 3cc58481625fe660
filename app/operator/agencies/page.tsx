import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { PinnedKey } from '@/components/operator/pinned-key'
import { DataTable } from '@/components/ui/data-table'
import { formatCount } from '@/components/ui/number-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import { EmptyState } from '@/components/ui/states'
import { requirePortal } from '@/server/auth/guard-page'
import { DataClass } from '@/server/sources/schema'
import { api } from '@/server/trpc/caller'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('operator.agencies'))('title') }
}

export default async function AgenciesPage() {
  await requirePortal('OPERATOR', '/operator/agencies')
  const agencies = await (await api()).operator.agencies()
  const t = await getTranslations('operator.agencies')
  const classes = await getTranslations('consent.dataClasses')
  const english = (await getLocale()) === 'en'
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Section title={t('caption')}>
        <DataTable
          caption={t('caption')}
          captionHidden
          columns={[
            { key: 'name', header: t('name'), cell: ({ name, nameEn }) => (english ? nameEn : name) },
            {
              key: 'classes',
              header: t('classes'),
              cell: ({ dataClasses }) => dataClasses.map((one) => classes(DataClass.parse(one))).join(t('separator')),
            },
            { key: 'address', header: t('address'), cell: ({ baseUrl }) => <span className="break-all">{baseUrl}</span> },
            { key: 'key', header: t('key'), cell: ({ publicKey }) => <PinnedKey publicKey={publicKey} /> },
            {
              key: 'members',
              header: t('members'),
              kind: 'figure',
              cell: ({ organisation }) => formatCount(organisation._count.memberships),
            },
          ]}
          rows={agencies}
          rowKey={({ agencyId }) => agencyId}
          empty={<EmptyState title={t('empty')}>{t('emptyBody')}</EmptyState>}
        />
      </Section>
    </>
  )
}
