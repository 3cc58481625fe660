import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { ActionForm } from '@/components/ui/action-form'
import { Banner } from '@/components/ui/banner'
import { CheckboxGroup, RadioGroup, Select } from '@/components/ui/choice-field'
import { RequiredNote } from '@/components/ui/field'
import { PageHeader, Section } from '@/components/ui/page-header'
import type { SearchParams } from '@/components/ui/query-href'
import { SubmitButton } from '@/components/ui/submit-button'
import { DateField, TextField } from '@/components/ui/text-field'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { formOfQuery, rhythms } from '@/server/consent/consent-form'
import { addMonths, shanghaiDate } from '@/server/kernel/dates'
import { api } from '@/server/trpc/caller'
import { SignatoriesOnly } from './signatories-only'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('consent.new'))('title') })

const units = ['DAY', 'MONTH', 'YEAR'] as const

async function GrantForm({ query }: { query: SearchParams }) {
  const [t, locale, caller] = [await getTranslations('consent'), await getLocale(), await api()]
  const providers = await caller.sources.providers()
  // Back from the notice: as it was filled in. Else the dates are proposed, and nothing is ticked.
  const filled = formOfQuery(query)
  const today = shanghaiDate(new Date())
  const classes = providers.map(({ dataClass, provider, providerEn }) => ({
    value: dataClass,
    label: t(`dataClasses.${dataClass}`),
    hint: t('new.classHint', { provider: locale === 'en' ? providerEn : provider, use: t(`for.${dataClass}`) }),
  }))
  return (
    <ActionForm
      procedure="consent.fillIn"
      fixed={filled?.draftId ? { draftId: filled.draftId } : undefined}
      onDone={{ href: '{href}' }}
    >
      <RequiredNote />
      <CheckboxGroup
        name="dataClasses"
        label={t('new.classes')}
        hint={t('new.classesHint')}
        options={classes}
        defaultValues={filled?.dataClasses}
      />
      <div className="grid gap-6 sm:grid-cols-2">
        <DateField name="from" label={t('new.from')} hint={t('new.fromHint')} min={today} defaultValue={filled?.from ?? today} />
        <DateField
          name="to"
          label={t('new.to')}
          hint={t('new.toHint')}
          min={today}
          defaultValue={filled?.to ?? addMonths(today, 12)}
        />
      </div>
      <TextField
        name="lookbackMonths"
        label={t('new.lookback')}
        hint={t('new.lookbackHint')}
        dataType="int"
        inputMode="numeric"
        suffix={t('new.monthsUnit')}
        defaultValue={String(filled?.lookbackMonths ?? 24)}
      />
      <RadioGroup
        name="rhythm"
        label={t('new.rhythm')}
        options={rhythms.map((value) => ({ value, label: t(`new.rhythms.${value}`) }))}
        defaultValue={filled?.rhythm}
      />
      <div className="grid gap-6 sm:grid-cols-2">
        <TextField
          name="retention.value"
          label={t('new.retention')}
          hint={t('new.retentionHint')}
          dataType="int"
          inputMode="numeric"
          defaultValue={filled?.retention ? String(filled.retention.value) : undefined}
        />
        <Select
          name="retention.unit"
          label={t('new.retentionUnit')}
          hint={t('new.retentionUnitHint')}
          options={units.map((value) => ({ value, label: t(`new.units.${value}`) }))}
          defaultValue={filled?.retention?.unit}
        />
      </div>
      <Banner title={t('new.refusing.title')}>{t('new.refusing.body')}</Banner>
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton>{t('new.next')}</SubmitButton>
        <SubmitButton variant="secondary" name="save" value="yes">
          {t('draft.save')}
        </SubmitButton>
      </div>
    </ActionForm>
  )
}

export default async function NewConsentPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const session = await requirePortal('ENTERPRISE', '/sme/consents/new')
  const t = await getTranslations('consent')
  if (!mayOpen(session, 'consent.prepare')) return <SignatoriesOnly />
  return (
    <>
      <Breadcrumbs items={[{ label: t('title'), href: '/sme/consents' }, { label: t('new.title') }]} />
      <PageHeader title={t('new.title')} lead={t('new.lead')} />
      <Section title={t('new.terms')} lead={t('new.recipient')}>
        <GrantForm query={await searchParams} />
      </Section>
    </>
  )
}
