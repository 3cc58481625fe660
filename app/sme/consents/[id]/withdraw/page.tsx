import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ConsentTermsList } from '@/components/consent/consent-details'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { ActionForm } from '@/components/ui/action-form'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/button'
import { PageHeader, Section } from '@/components/ui/page-header'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { copyDeletionDays } from '@/server/consent/domain/copies'
import { shanghaiDate } from '@/server/kernel/dates'
import { api } from '@/server/trpc/caller'
import { orNotFound } from '../../../../or-not-found'
import { SignatoriesOnly } from '../../new/signatories-only'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('consent.withdrawing'))('title'),
})

export default async function WithdrawPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const session = await requirePortal('ENTERPRISE', `/sme/consents/${id}/withdraw`)
  if (!mayOpen(session, 'consent.withdraw')) return <SignatoriesOnly />
  const consent = await orNotFound((await api()).consent.one({ consentId: id }))
  const t = await getTranslations('consent')
  const toBank = consent.recipientKind === 'INSTITUTION'
  const name = consent.recipientName
  const consequences = toBank
    ? [t('withdrawing.bank.one', { name }), t('withdrawing.bank.two'), t('withdrawing.bank.three')]
    : [
        t('withdrawing.platform.one'),
        t('withdrawing.platform.two'),
        t('withdrawing.platform.three', { days: copyDeletionDays(shanghaiDate(new Date())) }),
      ]
  const detail = `/sme/consents/${id}`
  return (
    <>
      <Breadcrumbs
        items={[
          { label: t('title'), href: '/sme/consents' },
          { label: t('detailTitle'), href: detail },
          { label: t('withdrawing.title') },
        ]}
      />
      <PageHeader title={t('withdrawing.title')} lead={t('withdrawing.lead')} />
      {consent.may.includes('REVOKED') ? (
        <Section title={t('withdrawing.consequences')}>
          <ul className="grid list-disc gap-2 pl-5">
            {[...consequences, t('withdrawing.agencies')].map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <ActionForm
            procedure="consent.withdraw"
            labels={{ submit: t('withdrawing.submit') }}
            variant="danger"
            fixed={{ consentId: id }}
            onDone={{ href: `${detail}?withdrawn=1` }}
            secondary={<LinkButton href={detail}>{t('withdrawing.keep')}</LinkButton>}
          />
        </Section>
      ) : (
        <Banner title={t('withdrawing.over.title')}>{t('withdrawing.over.body')}</Banner>
      )}
      <Section title={t('withdrawing.what')}>
        <ConsentTermsList consent={consent} noticeVersion={consent.noticeVersion} />
      </Section>
    </>
  )
}
