import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { NoticeView } from '@/components/consent/notice-view'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { PageHeader, Section } from '@/components/ui/page-header'
import type { SearchParams } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { formOfQuery, queryOfForm } from '@/server/consent/consent-form'
import { api } from '@/server/trpc/caller'
import { orNotFound } from '../../../../or-not-found'
import { SignatoriesOnly } from '../signatories-only'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('consent.confirm'))('title') })

export default async function ConfirmConsentPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const session = await requirePortal('ENTERPRISE', '/sme/consents/new')
  if (!mayOpen(session, 'consent.prepare')) return <SignatoriesOnly />
  const mayGrant = mayOpen(session, 'consent.grant')
  const t = await getTranslations('consent')
  const form = formOfQuery(await searchParams)
  if (!form) {
    return (
      <>
        <PageHeader title={t('confirm.title')} />
        <EmptyState
          title={t('confirm.invalid.title')}
          actions={<LinkButton href="/sme/consents/new">{t('confirm.back')}</LinkButton>}
        >
          {t('confirm.invalid.body')}
        </EmptyState>
      </>
    )
  }
  const { asked, notice, sha256 } = await orNotFound((await api()).consent.prepare(form))
  return (
    <>
      <Breadcrumbs
        items={[
          { label: t('title'), href: '/sme/consents' },
          { label: t('new.title'), href: `/sme/consents/new?${queryOfForm(form)}` },
          { label: t('confirm.title') },
        ]}
      />
      <PageHeader title={t('confirm.title')} lead={mayGrant ? t('confirm.lead') : t('submitting.lead')} />
      <Section title={notice.title} lead={t('confirm.version', { version: notice.version })}>
        <NoticeView lines={notice.lines} sha256={sha256} language={notice.language} />
        <ActionForm
          procedure={mayGrant ? 'consent.grant' : 'consent.submit'}
          labels={{ submit: mayGrant ? t('confirm.submit') : t('submitting.submit') }}
          fixed={{
            ...asked,
            ...(form.draftId ? { draftId: form.draftId } : {}),
            notice: { version: notice.version, language: notice.language, sha256 },
          }}
          onDone={{ href: `/sme/consents/{consentId}?${mayGrant ? 'granted' : 'submitted'}=1` }}
          secondary={<LinkButton href={`/sme/consents/new?${queryOfForm(form)}`}>{t('confirm.back')}</LinkButton>}
        />
      </Section>
    </>
  )
}
