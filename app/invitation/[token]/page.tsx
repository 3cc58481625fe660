import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { NewLoginNameField, NewPasswordField } from '@/components/identity/credential-fields'
import { PublicShell } from '@/components/shell/public-shell'
import { ActionForm } from '@/components/ui/action-form'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/button'
import { DateText } from '@/components/ui/figures'
import { SummaryList } from '@/components/ui/lists'
import { PageHeader, Section } from '@/components/ui/page-header'
import { linkToken } from '@/server/identity/schema'
import { api } from '@/server/trpc/caller'

export async function generateMetadata(): Promise<Metadata> {
  // The address holds a secret: it is not passed on to any other page.
  return { title: (await getTranslations('identity.invitation'))('title'), referrer: 'no-referrer' }
}

const read = async (token: string) => (await api()).registration.invitation({ token })
type Shown = NonNullable<Awaited<ReturnType<typeof read>>>

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const parsed = linkToken.safeParse(await params)
  const invitation = parsed.success ? await read(parsed.data.token) : null
  const t = await getTranslations('identity.invitation')
  if (!invitation || !parsed.success || invitation.state !== 'OPEN')
    return (
      <PublicShell>
        <PageHeader title={t('title')} />
        <DeadInvitation state={invitation?.state} />
      </PublicShell>
    )
  const roles = await getTranslations('identity.roles')
  const organisation = ((await getLocale()) === 'en' && invitation.organisationNameEn) || invitation.organisationName
  const { token } = parsed.data
  return (
    <PublicShell>
      <PageHeader title={t('title')} lead={t('lead', { organisation, name: invitation.name, role: roles(invitation.role) })} />
      <SummaryList
        rows={[
          { label: t('organisation'), value: organisation },
          { label: t('role'), value: roles(invitation.role) },
          { label: t('name'), value: invitation.name },
          { label: t('until'), value: <DateText value={invitation.expiresAt} variant="prose" /> },
        ]}
      />
      {invitation.hasAccount ? <ExistingAccount token={token} invitation={invitation} organisation={organisation} /> : null}
      <NewAccount token={token} primary={!invitation.isSignedIn} />
    </PublicShell>
  )
}

async function DeadInvitation({ state }: { state: 'OPEN' | 'ACCEPTED' | 'REVOKED' | 'EXPIRED' | undefined }) {
  const t = await getTranslations('identity.invitation.dead')
  if (!state || state === 'OPEN')
    return (
      <Banner tone="warning" title={t('unknownTitle')}>
        {t('unknownBody')}
      </Banner>
    )
  return (
    <Banner tone="warning" title={t(state)} actions={<LinkButton href="/login">{t('login')}</LinkButton>}>
      {t('body')}
    </Banner>
  )
}

type ExistingProps = { token: string; invitation: Shown; organisation: string }

async function ExistingAccount({ token, invitation, organisation }: ExistingProps) {
  const t = await getTranslations('identity.invitation.existing')
  return (
    <Section title={t('title')}>
      <p className="max-w-[40em] text-fg-2">{t('body')}</p>
      {invitation.isSignedIn ? (
        <ActionForm
          procedure="registration.acceptWithAccount"
          labels={{ submit: t('accept') }}
          fixed={{ token }}
          onDone={{ href: '/account' }}
          outcome={{ title: t('done', { organisation }) }}
        />
      ) : (
        <div>
          <LinkButton href={`/login?next=${encodeURIComponent(`/invitation/${token}`)}`}>{t('signIn')}</LinkButton>
        </div>
      )}
    </Section>
  )
}

async function NewAccount({ token, primary }: { token: string; primary: boolean }) {
  const t = await getTranslations('identity.invitation.new')
  return (
    <Section title={t('title')}>
      <ActionForm
        procedure="registration.accept"
        labels={{ submit: t('submit') }}
        variant={primary ? 'primary' : 'secondary'}
        fixed={{ token }}
        onDone={{ href: '/login?welcome=1' }}
      >
        <NewLoginNameField label={t('loginName')} />
        <NewPasswordField label={t('password')} />
      </ActionForm>
    </Section>
  )
}
