import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { NoticeView } from '@/components/consent/notice-view'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { ActionForm } from '@/components/ui/action-form'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/button'
import { PageHeader, Section } from '@/components/ui/page-header'
import { ForbiddenState } from '@/components/ui/states'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'
import { orNotFound } from '../../../../or-not-found'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('consent.personal'))('title') })

/** The person's own consent, on a page of its own: nothing of it comes along with the firm's. */
export default async function PersonalConsentPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const session = await requirePortal('ENTERPRISE', `/sme/consents/${id}/personal`)
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
  const caller = await api()
  const consent = await orNotFound(caller.consent.one({ consentId: id }))
  if (!consent.lacksSignOff) {
    return (
      <>
        <PageHeader title={t('personal.title')} />
        <Banner title={t('personal.nothing')} actions={back} />
      </>
    )
  }
  const { notice, sha256 } = await caller.consent.personalNotice({ consentId: id })
  return (
    <>
      <Breadcrumbs
        items={[
          { label: t('title'), href: '/sme/consents' },
          { label: t('detailTitle'), href: detail },
          { label: t('personal.title') },
        ]}
      />
      <PageHeader title={t('personal.title')} lead={t('personal.signLead')} />
      <Section title={notice.title} lead={t('confirm.version', { version: notice.version })}>
        <NoticeView lines={notice.lines} sha256={sha256} language={notice.language} />
        <ActionForm
          procedure="consent.signOff"
          labels={{ submit: t('personal.submit') }}
          fixed={{ consentId: id, notice: { version: notice.version, language: notice.language, sha256 } }}
          onDone={{ href: `${detail}?granted=1` }}
          secondary={<LinkButton href={detail}>{t('personal.decline')}</LinkButton>}
        />
      </Section>
    </>
  )
}
