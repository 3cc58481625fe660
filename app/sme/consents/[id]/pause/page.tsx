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

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('consent.pausing'))('title') })

export default async function PausePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const session = await requirePortal('ENTERPRISE', `/sme/consents/${id}/pause`)
  if (!mayOpen(session, 'consent.withdraw')) return <SignatoriesOnly />
  const consent = await orNotFound((await api()).consent.one({ consentId: id }))
  const t = await getTranslations('consent')
  const detail = `/sme/consents/${id}`
  return (
    <>
      <Breadcrumbs
        items={[
          { label: t('title'), href: '/sme/consents' },
          { label: t('detailTitle'), href: detail },
          { label: t('pausing.title') },
        ]}
      />
      <PageHeader title={t('pausing.title')} lead={t('pausing.lead')} />
      {consent.current && consent.may.includes('PAUSED') ? (
        <Section title={t('pausing.consequences')}>
          <ul className="grid list-disc gap-2 pl-5">
            {[t('pausing.one', { name: consent.recipientName }), t('pausing.two'), t('pausing.three')].map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <ActionForm
            procedure="consent.pause"
            labels={{ submit: t('pausing.submit') }}
            fixed={{ consentId: id }}
            onDone={{ href: `${detail}?paused=1` }}
            secondary={<LinkButton href={detail}>{t('pausing.keep')}</LinkButton>}
          />
        </Section>
      ) : (
        <Banner title={t('pausing.over')} />
      )}
      <Section title={t('pausing.what')}>
        <ConsentTermsList consent={consent} noticeVersion={consent.noticeVersion} />
      </Section>
    </>
  )
}
