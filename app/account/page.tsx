import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { NewPasswordField } from '@/components/identity/credential-fields'
import { OwnSessions } from '@/components/identity/own-sessions'
import { ActionForm } from '@/components/ui/action-form'
import { SummaryList } from '@/components/ui/lists'
import { PageHeader, Section } from '@/components/ui/page-header'
import { StatusTag } from '@/components/ui/status-tag'
import { TextField } from '@/components/ui/text-field'
import { requireSession } from '@/server/auth/guard-page'
import type { Session } from '@/server/auth/session'
import { api } from '@/server/trpc/caller'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('identity.account'))('title') }
}

type Overview = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['account']['overview']>>

export default async function AccountPage() {
  const session = await requireSession('/account')
  const { organisations, sessions } = await (await api()).account.overview()
  const t = await getTranslations('identity.account')
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <AboutYou session={session} />
      <Organisations session={session} organisations={organisations} />
      <Section title={t('password.title')} lead={t('password.lead')}>
        <PasswordForm />
      </Section>
      <Section title={t('sessions.title')} lead={t('sessions.lead')}>
        <OwnSessions sessions={sessions} />
      </Section>
    </>
  )
}

async function AboutYou({ session }: { session: Session }) {
  const t = await getTranslations('identity')
  const organisation = ((await getLocale()) === 'en' && session.organisationNameEn) || session.organisationName
  return (
    <Section title={t('account.person.title')}>
      <SummaryList
        rows={[
          { label: t('account.person.name'), value: session.name },
          { label: t('account.person.loginName'), value: session.loginName },
          { label: t('account.person.organisation'), value: organisation },
          { label: t('account.person.role'), value: session.roles.map((role) => t(`roles.${role}`)).join(t('listSeparator')) },
        ]}
      />
    </Section>
  )
}

async function Organisations({ session, organisations }: { session: Session; organisations: Overview['organisations'] }) {
  const t = await getTranslations('identity')
  const english = (await getLocale()) === 'en'
  const nameOf = ({ name, nameEn }: Overview['organisations'][number]) => (english && nameEn) || name
  return (
    <Section id="organisations" title={t('account.organisations.title')} lead={t('account.organisations.lead')}>
      {organisations.length > 1 ? (
        <SummaryList
          rows={organisations.map((organisation) => ({
            label: nameOf(organisation),
            value: `${t(`kinds.${organisation.kind}`)} · ${organisation.roles.map((role) => t(`roles.${role}`)).join(t('listSeparator'))}`,
            action:
              organisation.id === session.organisationId ? (
                <StatusTag tone="success">{t('account.organisations.current')}</StatusTag>
              ) : (
                <ActionForm
                  procedure="account.switchOrganisation"
                  labels={{ submit: t('account.organisations.switch', { organisation: nameOf(organisation) }) }}
                  variant="secondary"
                  fixed={{ organisationId: organisation.id }}
                  onDone={{ href: '{portal}' }}
                />
              ),
          }))}
        />
      ) : (
        <p className="text-fg-2">{t('account.organisations.only')}</p>
      )}
    </Section>
  )
}

async function PasswordForm() {
  const t = await getTranslations('identity.account.password')
  return (
    <ActionForm
      procedure="account.changePassword"
      labels={{ submit: t('submit') }}
      onDone={{ refresh: true, reset: true }}
      outcome={{ title: t('done'), body: t.raw('doneBody') }}
    >
      <TextField name="current" label={t('current')} type="password" autoComplete="current-password" maxLength={200} />
      <NewPasswordField label={t('next')} />
    </ActionForm>
  )
}
