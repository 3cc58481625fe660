import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { NoticeView } from '@/components/consent/notice-view'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { ActionForm } from '@/components/ui/action-form'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/button'
import { formatInstant } from '@/components/ui/date-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'
import { orNotFound } from '../../../../or-not-found'
import { SignatoriesOnly } from '../../new/signatories-only'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('consent.confirming'))('title') })

/** What staff prepared, as a notice for the signatory: confirmed or turned down. */
export default async function ConfirmPreparedPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const session = await requirePortal('ENTERPRISE', `/sme/consents/${id}/confirm`)
  if (!mayOpen(session, 'consent.grant')) return <SignatoriesOnly />
  const t = await getTranslations('consent')
  const caller = await api()
  const detail = `/sme/consents/${id}`
  const consent = await orNotFound(caller.consent.one({ consentId: id }))
  if (!consent.current || !consent.may.includes('GRANTED')) {
    return (
      <>
        <PageHeader title={t('confirming.title')} />
        <Banner title={t('confirming.over')} actions={<LinkButton href={detail}>{t('details')}</LinkButton>} />
      </>
    )
  }
  const { notice, sha256, preparedAt, preparedByName } = await caller.consent.readPrepared({ consentId: id })
  const by = { by: preparedByName ?? '', at: formatInstant(preparedAt, notice.language) }
  return (
    <>
      <Breadcrumbs
        items={[
          { label: t('title'), href: '/sme/consents' },
          { label: t('detailTitle'), href: detail },
          { label: t('confirming.title') },
        ]}
      />
      <PageHeader title={t('confirming.title')} lead={t('confirming.lead', by)} />
      <Section title={notice.title} lead={t('confirm.version', { version: notice.version })}>
        <NoticeView lines={notice.lines} sha256={sha256} language={notice.language} />
        <ActionForm
          procedure="consent.confirm"
          labels={{ submit: t('confirm.submit') }}
          fixed={{ consentId: id, notice: { version: notice.version, language: notice.language, sha256 } }}
          onDone={{ href: `${detail}?granted=1` }}
        />
      </Section>
      <Section title={t('confirming.reject.title')} lead={t('confirming.reject.lead')}>
        <ActionForm
          procedure="consent.reject"
          labels={{ submit: t('confirming.reject.submit') }}
          variant="danger"
          fixed={{ consentId: id }}
          onDone={{ href: detail }}
        />
      </Section>
    </>
  )
}
