import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { ChallengeCodeField, NewPasswordField } from '@/components/identity/credential-fields'
import { MailboxHint } from '@/components/identity/mailbox-hint'
import { PublicShell } from '@/components/shell/public-shell'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { PageHeader, Section } from '@/components/ui/page-header'
import { api } from '@/server/trpc/caller'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('identity.recover.code'))('title') }
}

/** The same for every challenge: it does not say whether there is an account behind it. */
export default async function RecoveryCodePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  if (!z.uuidv7().safeParse(id).success) notFound()
  const t = await getTranslations('identity.recover.code')
  const { url } = await (await api()).registration.mailbox()
  return (
    <PublicShell>
      <PageHeader title={t('title')} lead={t('lead')} />
      <MailboxHint url={url} />
      <Section title={t('title')}>
        <ActionForm
          procedure="registration.finishRecovery"
          labels={{ submit: t('submit') }}
          fixed={{ recoveryId: id }}
          onDone={{ href: '/login?reset=1' }}
          secondary={
            <LinkButton href="/recover" variant="quiet">
              {t('restart')}
            </LinkButton>
          }
        >
          <ChallengeCodeField label={t('code')} />
          <NewPasswordField label={t('password')} />
        </ActionForm>
      </Section>
    </PublicShell>
  )
}
