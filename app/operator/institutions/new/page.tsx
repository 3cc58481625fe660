import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { Select } from '@/components/ui/choice-field'
import { RequiredNote } from '@/components/ui/field'
import { PageHeader, Section } from '@/components/ui/page-header'
import { ForbiddenState } from '@/components/ui/states'
import { TextField } from '@/components/ui/text-field'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { institutionKinds } from '@/server/identity/schema'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('operator.institution'))('new') }
}

export default async function NewInstitutionPage() {
  const session = await requirePortal('OPERATOR', '/operator/institutions/new')
  if (!mayOpen(session, 'operator.manage')) return <ForbiddenState />
  const t = await getTranslations('operator.institution')
  const list = await getTranslations('operator.institutions')
  return (
    <>
      <Breadcrumbs items={[{ label: list('title'), href: '/operator/institutions' }, { label: t('new') }]} />
      <PageHeader title={t('new')} lead={t('newLead')} />
      <Section title={t('facts')}>
        <ActionForm
          procedure="operator.createInstitution"
          labels={{ submit: t('submit') }}
          onDone={{ href: '/operator/institutions/{id}' }}
          secondary={
            <LinkButton href="/operator/institutions" variant="quiet">
              {t('back')}
            </LinkButton>
          }
        >
          <RequiredNote />
          <div className="grid gap-6 lg:grid-cols-2">
            <TextField name="name" label={t('name')} maxLength={80} />
            <TextField name="nameEn" label={t('nameEn')} maxLength={120} />
            <Select
              name="kind"
              label={t('kind')}
              options={institutionKinds.map((kind) => ({ value: kind, label: list(`kinds.${kind}`) }))}
            />
            <TextField name="code" label={t('code')} hint={t('codeHint')} maxLength={16} spellCheck={false} />
            <TextField name="servicePhone" label={t('phone')} inputMode="tel" maxLength={20} />
            <TextField name="address" label={t('address')} hint={t('addressHint')} maxLength={120} autoComplete="off" />
            <TextField name="addressEn" label={t('addressEn')} maxLength={200} autoComplete="off" />
          </div>
        </ActionForm>
      </Section>
    </>
  )
}
