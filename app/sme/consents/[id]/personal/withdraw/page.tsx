import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { useConsentText } from '@/components/consent/consent-terms'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { PageHeader, Section } from '@/components/ui/page-header'
import { ForbiddenState } from '@/components/ui/states'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import type { DataClass } from '@/server/sources/schema'
import { api } from '@/server/trpc/caller'
import { orNotFound } from '../../../../../or-not-found'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('consent.personal'))('withdrawTitle'),
})

function Classes({ classes }: { classes: readonly DataClass[] }) {
  return useConsentText().classes(classes)
}

export default async function WithdrawPersonalPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const session = await requirePortal('ENTERPRISE', `/sme/consents/${id}/personal/withdraw`)
  const t = await getTranslations('consent')
  const detail = `/sme/consents/${id}`
  const back = <LinkButton href={detail}>{t('personal.back')}</LinkButton>
  if (!mayOpen(session, 'consent.sign-off')) {
    return (
      <ForbiddenState title={t('personal.onlyThem.title')} actions={back}>
        {t('personal.onlyThem.body')}
      </ForbiddenState>
    )
  }
  const consent = await orNotFound((await api()).consent.one({ consentId: id }))
  return (
    <>
      <Breadcrumbs
        items={[
          { label: t('title'), href: '/sme/consents' },
          { label: t('detailTitle'), href: detail },
          { label: t('personal.withdrawTitle') },
        ]}
      />
      <PageHeader title={t('personal.withdrawTitle')} lead={t('personal.withdrawLead')} />
      <Section title={t('personal.withdrawWhat')}>
        <p>
          {consent.recipientName} · <Classes classes={consent.personalClasses} />
        </p>
        <ActionForm
          procedure="consent.withdrawSignOff"
          labels={{ submit: t('personal.withdrawSubmit') }}
          variant="danger"
          fixed={{ consentId: id }}
          onDone={{ href: detail }}
          secondary={back}
        />
      </Section>
    </>
  )
}
