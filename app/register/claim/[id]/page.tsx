import { TRPCError } from '@trpc/server'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { ChallengeCodeField } from '@/components/identity/credential-fields'
import { MailboxHint } from '@/components/identity/mailbox-hint'
import { Steps } from '@/components/identity/steps'
import { PublicShell } from '@/components/shell/public-shell'
import { ActionForm } from '@/components/ui/action-form'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/button'
import { formatInstant } from '@/components/ui/date-format'
import { SummaryList } from '@/components/ui/lists'
import { PageHeader, Section } from '@/components/ui/page-header'
import { TextField } from '@/components/ui/text-field'
import { challengeAttempts } from '@/server/identity/schema'
import { api } from '@/server/trpc/caller'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('identity.register'))('title') }
}

/** The claim, or the not-found page for an id that is none. */
async function readClaim(claimId: string) {
  try {
    return await (await api()).registration.claim({ claimId })
  } catch (error) {
    if (error instanceof TRPCError && ['NOT_FOUND', 'BAD_REQUEST'].includes(error.code)) notFound()
    throw error
  }
}

type Claim = Awaited<ReturnType<typeof readClaim>>

export default async function ClaimPage({ params }: { params: Promise<{ id: string }> }) {
  const t = await getTranslations('identity.register')
  const claim = await readClaim((await params).id)
  const open = claim.state === 'CHALLENGED' && new Date() < claim.expiresAt
  return (
    <PublicShell>
      <PageHeader title={t('title')} />
      <Steps label={t('steps.label')} steps={[t('steps.code'), t('steps.people'), t('steps.confirm')]} current={2} />
      {open ? <OpenClaim claim={claim} /> : <SettledClaim claim={claim} />}
    </PublicShell>
  )
}

async function OpenClaim({ claim }: { claim: Claim }) {
  const t = await getTranslations('identity.register.confirm')
  const until = formatInstant(claim.expiresAt, await getLocale(), 'prose')
  const attempts = challengeAttempts - claim.attempts
  return (
    <>
      <MailboxHint url={claim.mailbox} />
      <Section title={t('title')}>
        <p className="max-w-[45em]">{t('lead', { sentTo: claim.sentTo, until, attempts })}</p>
        <SummaryList
          rows={[
            { label: t('enterprise'), value: claim.enterpriseName },
            { label: t('claimant'), value: claim.claimantName },
          ]}
        />
        <ActionForm
          procedure="registration.confirm"
          labels={{ submit: t('submit') }}
          fixed={{ claimId: claim.id }}
          onDone={{ refresh: true }}
          secondary={
            <LinkButton href={`/register?code=${claim.creditCode}`} variant="quiet">
              {t('restart')}
            </LinkButton>
          }
        >
          <ChallengeCodeField label={t('code')} />
          <TextField
            name="loginName"
            label={t('loginName')}
            hint={t('loginNameHint')}
            defaultValue={claim.loginName}
            autoComplete="username"
            maxLength={64}
          />
        </ActionForm>
      </Section>
    </>
  )
}

async function SettledClaim({ claim }: { claim: Claim }) {
  const t = await getTranslations('identity.register.confirm')
  const names = { enterprise: claim.enterpriseName, loginName: claim.loginName }
  if (claim.state === 'CONFIRMED')
    return (
      <Banner
        tone="success"
        title={t('confirmedTitle')}
        actions={
          <LinkButton href="/login?confirmed=1" variant="primary">
            {t('login')}
          </LinkButton>
        }
      >
        {t('confirmedBody', names)}
      </Banner>
    )
  if (claim.state === 'DISPUTED')
    return (
      <Banner tone="warning" title={t('disputedTitle')}>
        {t('disputedBody', names)}
      </Banner>
    )
  if (claim.state === 'REJECTED')
    return (
      <Banner tone="warning" title={t('rejectedTitle')}>
        {t('rejectedBody', names)}
      </Banner>
    )
  return (
    <Banner
      tone="warning"
      title={t('expiredTitle')}
      actions={
        <LinkButton href={`/register?code=${claim.creditCode}`} variant="primary">
          {t('again')}
        </LinkButton>
      }
    >
      {t('expiredBody')}
    </Banner>
  )
}
