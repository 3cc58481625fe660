import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ConsentTermsList } from '@/components/consent/consent-details'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { ActionForm } from '@/components/ui/action-form'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/button'
import { PageHeader, Section } from '@/components/ui/page-header'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'
import { orNotFound } from '../../../../or-not-found'
import { SignatoriesOnly } from '../../new/signatories-only'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('consent.resuming'))('title') })

export default async function ResumePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const session = await requirePortal('ENTERPRISE', `/sme/consents/${id}/resume`)
  if (!mayOpen(session, 'consent.grant')) return <SignatoriesOnly />
  const consent = await orNotFound((await api()).consent.one({ consentId: id }))
  const t = await getTranslations('consent')
  const detail = `/sme/consents/${id}`
  return (
    <>
      <Breadcrumbs
        items={[
          { label: t('title'), href: '/sme/consents' },
          { label: t('detailTitle'), href: detail },
          { label: t('resuming.title') },
        ]}
      />
      <PageHeader title={t('resuming.title')} lead={t('resuming.lead')} />
      {consent.current && consent.may.includes('RESUMED') ? (
        <Section title={t('resuming.consequences')}>
          <ul className="grid list-disc gap-2 pl-5">
            {[t('resuming.one', { name: consent.recipientName }), t('resuming.two'), t('resuming.three')].map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <ActionForm
            procedure="consent.resume"
            labels={{ submit: t('resuming.submit') }}
            fixed={{ consentId: id }}
            onDone={{ href: `${detail}?resumed=1` }}
            secondary={<LinkButton href={detail}>{t('resuming.keep')}</LinkButton>}
          />
        </Section>
      ) : (
        <Banner title={t('resuming.over')} />
      )}
      <Section title={t('resuming.what')}>
        <ConsentTermsList consent={consent} noticeVersion={consent.noticeVersion} />
      </Section>
    </>
  )
}
