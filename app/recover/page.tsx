import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PublicShell } from '@/components/shell/public-shell'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { PageHeader, Section } from '@/components/ui/page-header'
import { TextField } from '@/components/ui/text-field'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('identity.recover'))('title') }
}

export default async function RecoverPage() {
  const t = await getTranslations('identity.recover')
  return (
    <PublicShell>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Section title={t('loginName')}>
        <ActionForm
          procedure="registration.startRecovery"
          labels={{ submit: t('submit') }}
          onDone={{ href: '/recover/code/{recoveryId}' }}
          secondary={
            <LinkButton href="/login" variant="quiet">
              {t('back')}
            </LinkButton>
          }
        >
          <TextField name="loginName" label={t('loginName')} autoComplete="username" spellCheck={false} maxLength={120} />
        </ActionForm>
      </Section>
    </PublicShell>
  )
}
