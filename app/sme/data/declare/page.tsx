import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { DeclaredTable } from '@/components/sources/declared-table'
import { ActionForm } from '@/components/ui/action-form'
import { Banner } from '@/components/ui/banner'
import { Checkbox } from '@/components/ui/choice-field'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/figures'
import { MoneyField } from '@/components/ui/money-field'
import { PageHeader, Section } from '@/components/ui/page-header'
import { TextField } from '@/components/ui/text-field'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { commitmentText } from '@/server/sources/domain/declaration'
import { api } from '@/server/trpc/caller'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('sources.declare'))('title'),
})

async function DeclareForm() {
  const [t, locale] = [await getTranslations('sources.declare'), await getLocale()]
  const count = (name: string, label: string, suffix: string) => (
    <TextField name={name} label={label} dataType="int" inputMode="numeric" suffix={suffix} optional />
  )
  return (
    <ActionForm
      procedure="sources.declare"
      labels={{ submit: t('submit') }}
      onDone={{ refresh: true }}
      outcome={{ title: t('done') }}
    >
      <p className="text-14 text-fg-2">{t('optional')}</p>
      <div className="grid gap-6 sm:grid-cols-2">
        <MoneyField name="salesFen" label={t('sales')} optional />
        <MoneyField name="capitalFen" label={t('capital')} optional />
        <MoneyField name="assetsFen" label={t('assets')} optional />
        {count('headcount', t('headcount'), t('people'))}
        {count('electricity', t('electricity'), t('kwh'))}
        {count('patents', t('patents'), t('pieces'))}
      </div>
      <p className="max-w-[45em] rounded-card border border-border bg-surface-2 p-4">
        {commitmentText[locale === 'en' ? 'en' : 'zh-CN']}
      </p>
      <Checkbox name="committed" label={t('commit')} text={t('commit')} />
    </ActionForm>
  )
}

export default async function DeclarePage() {
  const session = await requirePortal('ENTERPRISE', '/sme/data/declare')
  const { compared, declarations } = await (await api()).sources.declared()
  const [t, sources] = [await getTranslations('sources.declare'), await getTranslations('sources')]
  return (
    <>
      <Breadcrumbs items={[{ label: sources('title'), href: '/sme/data' }, { label: t('title') }]} />
      <PageHeader title={t('title')} lead={t('lead')} />
      <Section title={t('form')}>
        {mayOpen(session, 'source.declare') ? <DeclareForm /> : <Banner title={t('signatoriesOnly')} />}
      </Section>
      <Section title={t('compare')} lead={t('compareLead')}>
        <DeclaredTable rows={compared} />
      </Section>
      {declarations.length > 0 ? (
        <Section title={t('history')}>
          <DataTable
            caption={t('history')}
            captionHidden
            rows={declarations}
            rowKey={({ id }) => id}
            empty={null}
            columns={[
              { key: 'at', header: t('at'), cell: ({ declaredAt }) => <DateText value={declaredAt} /> },
              { key: 'by', header: t('by'), cell: ({ declaredByName }) => declaredByName },
            ]}
          />
        </Section>
      ) : null}
    </>
  )
}
