import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { NewPasswordField } from '@/components/identity/credential-fields'
import { PublicShell } from '@/components/shell/public-shell'
import { ActionForm } from '@/components/ui/action-form'
import { Banner } from '@/components/ui/banner'
import { PageHeader, Section } from '@/components/ui/page-header'
import { linkToken } from '@/server/identity/schema'
import { api } from '@/server/trpc/caller'

export async function generateMetadata(): Promise<Metadata> {
  // The address holds a secret: it is not passed on to any other page.
  return { title: (await getTranslations('identity.recover.link'))('title'), referrer: 'no-referrer' }
}

export default async function ResetLinkPage({ params }: { params: Promise<{ token: string }> }) {
  const token = linkToken.safeParse(await params)
  const link = token.success ? await (await api()).registration.resetLink(token.data) : null
  const t = await getTranslations('identity.recover.link')
  if (!link || !token.success)
    return (
      <PublicShell>
        <PageHeader title={t('title')} />
        <Banner tone="warning" title={t('deadTitle')}>
          {t('deadBody')}
        </Banner>
      </PublicShell>
    )
  return (
    <PublicShell>
      <PageHeader title={t('title')} lead={t('lead', link)} />
      <Section title={t('title')}>
        <ActionForm
          procedure="registration.resetByLink"
          labels={{ submit: t('submit') }}
          fixed={token.data}
          onDone={{ href: '/login?reset=1' }}
        >
          <NewPasswordField label={t('password')} />
        </ActionForm>
      </Section>
    </PublicShell>
  )
}
