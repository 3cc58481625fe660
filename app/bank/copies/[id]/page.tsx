import { getTranslations } from 'next-intl/server'
import { orNotFound } from '@/app/or-not-found'
import { CopySummary } from '@/components/consent/copy-summary'
import { CopyTag } from '@/components/consent/copy-table'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { ActionForm } from '@/components/ui/action-form'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/choice-field'
import { PageHeader, Section } from '@/components/ui/page-header'
import { ForbiddenState } from '@/components/ui/states'
import { TextField } from '@/components/ui/text-field'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { deletionMethods } from '@/server/consent/schema'
import { api } from '@/server/trpc/caller'

export async function generateMetadata() {
  return { title: (await getTranslations('consent.copies'))('confirmTitle') }
}

/** Somebody of the institution says, by name and on record, that its copies are gone. */
export default async function ConfirmDeletionPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const session = await requirePortal('INSTITUTION', `/bank/copies/${id}`)
  if (!mayOpen(session, 'copies.confirm')) return <ForbiddenState />
  const copy = await orNotFound((await api()).copies.one({ copyId: id }))
  const t = await getTranslations('consent.copies')
  return (
    <div className="grid gap-gap">
      <Breadcrumbs items={[{ label: t('title'), href: '/bank/copies' }, { label: t('confirmTitle') }]} />
      <PageHeader title={t('confirmTitle')} lead={t('confirmLead')} status={<CopyTag standing={copy.standing} />} />
      <Section title={copy.enterpriseName} titleLang="zh-CN">
        <CopySummary copy={copy} />
        {copy.confirmedAt ? (
          <Banner title={t('confirmedAlready')} />
        ) : (
          <ActionForm
            procedure="copies.confirm"
            labels={{ submit: t('submit') }}
            fixed={{ copyId: id }}
            onDone={{ href: '/bank/copies?tab=done' }}
            secondary={<LinkButton href="/bank/copies">{t('back')}</LinkButton>}
          >
            <RadioGroup
              name="method"
              label={t('method')}
              options={deletionMethods.map((value) => ({ value, label: t(`methods.${value}`) }))}
            />
            <TextField name="note" label={t('note')} hint={t('noteHint')} optional />
          </ActionForm>
        )}
      </Section>
    </div>
  )
}
