import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ConsentHistory, ConsentTermsList } from '@/components/consent/consent-details'
import { StandingTag } from '@/components/consent/consent-terms'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { Banner } from '@/components/ui/banner'
import { buttonClass, LinkButton } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { PageHeader, Section } from '@/components/ui/page-header'
import type { SearchParams } from '@/components/ui/query-href'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'
import { orNotFound } from '../../../or-not-found'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('consent'))('detailTitle') })

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> }

export default async function ConsentPage({ params, searchParams }: Props) {
  const { id } = await params
  const session = await requirePortal('ENTERPRISE', `/sme/consents/${id}`)
  const caller = await api()
  const consent = await orNotFound(caller.consent.one({ consentId: id }))
  const [t, lastReads, query] = [await getTranslations('consent'), await caller.ledger.lastReads(), await searchParams]
  const numberOf = (event: string) => consent.events.findLast((one) => one.event === event)?.receiptNumber ?? ''
  const mayWithdraw = consent.current && mayOpen(session, 'consent.withdraw')
  return (
    <>
      <Breadcrumbs items={[{ label: t('title'), href: '/sme/consents' }, { label: t('detailTitle') }]} />
      <PageHeader title={t('detailTitle')} status={<StandingTag consent={consent} />} />
      {query.granted && consent.current ? (
        <Banner
          tone="success"
          title={t('granted.title')}
          actions={
            consent.purpose === 'MATCHING' && consent.live ? (
              <LinkButton variant="primary" href="/sme/data">
                {t('granted.next')}
              </LinkButton>
            ) : null
          }
        >
          {t('granted.body', { number: numberOf('GRANTED') })}
        </Banner>
      ) : null}
      {query.withdrawn && consent.state === 'REVOKED' ? (
        <Banner tone="success" title={t('withdrawn.title')}>
          {t('withdrawn.body', { number: numberOf('REVOKED') })}
        </Banner>
      ) : null}
      <Section
        title={consent.recipientName}
        actions={
          <>
            <a href={`/sme/consents/${id}/receipt`} download className={buttonClass('secondary')}>
              <Icon name="download" size={16} />
              {t('receipt')}
            </a>
            {mayWithdraw ? (
              <LinkButton variant="danger" href={`/sme/consents/${id}/withdraw`}>
                {t('withdraw')}
              </LinkButton>
            ) : null}
          </>
        }
      >
        <ConsentTermsList consent={consent} lastRead={lastReads.get(consent.id)} noticeVersion={consent.noticeVersion} />
      </Section>
      <Section title={t('history.title')}>
        <ConsentHistory events={consent.events} />
      </Section>
    </>
  )
}
