import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ConsentHistory, ConsentTermsList } from '@/components/consent/consent-details'
import { StandingTag } from '@/components/consent/consent-terms'
import { CopiesOfConsent } from '@/components/consent/copies-of-consent'
import { PersonalSection } from '@/components/consent/personal-section'
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
  const href = `/sme/consents/${id}`
  const session = await requirePortal('ENTERPRISE', href)
  const caller = await api()
  const consent = await orNotFound(caller.consent.one({ consentId: id }))
  const [t, lastReads, query] = [await getTranslations('consent'), await caller.ledger.lastReads(), await searchParams]
  const numberOf = (event: string) => consent.events.findLast((one) => one.event === event)?.receiptNumber ?? ''
  const isRepresentative = mayOpen(session, 'consent.sign-off')
  const done = (event: 'PAUSED' | 'RESUMED' | 'REVOKED') => consent.events.at(-1)?.event === event
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
              <LinkButton variant={consent.lacksSignOff && isRepresentative ? 'secondary' : 'primary'} href="/sme/data">
                {t('granted.next')}
              </LinkButton>
            ) : null
          }
        >
          {t('granted.body', { number: numberOf('GRANTED') })}
        </Banner>
      ) : null}
      {query.submitted && consent.shown === 'PENDING' ? (
        <Banner tone="success" title={t('submitted.title')}>
          {t('submitted.body', { number: numberOf('SUBMITTED') })}
        </Banner>
      ) : null}
      {query.withdrawn && done('REVOKED') ? (
        <Banner tone="success" title={t('withdrawn.title')}>
          {t('withdrawn.body', { number: numberOf('REVOKED') })}
        </Banner>
      ) : null}
      {query.paused && done('PAUSED') ? (
        <Banner tone="success" title={t('pausing.done')}>
          {t('withdrawn.body', { number: numberOf('PAUSED') })}
        </Banner>
      ) : null}
      {query.resumed && done('RESUMED') ? (
        <Banner tone="success" title={t('resuming.done')}>
          {t('withdrawn.body', { number: numberOf('RESUMED') })}
        </Banner>
      ) : null}
      {consent.lacksSignOff ? (
        <Banner
          tone="warning"
          title={t('toDo.signOff.title', { name: consent.recipientName })}
          actions={
            isRepresentative ? (
              <LinkButton variant="primary" href={`${href}/personal`}>
                {t('toDo.signOff.action')}
              </LinkButton>
            ) : null
          }
        >
          {isRepresentative ? t('toDo.signOff.body') : t('toDo.signOff.waiting')}
        </Banner>
      ) : null}
      <Section
        title={consent.recipientName}
        actions={
          <>
            {consent.current && consent.may.includes('GRANTED') ? (
              <LinkButton variant="primary" href={`${href}/confirm`}>
                {t('toDo.confirm.action')}
              </LinkButton>
            ) : null}
            {consent.current && consent.may.includes('RESUMED') ? (
              <LinkButton href={`${href}/resume`}>{t('resuming.action')}</LinkButton>
            ) : null}
            {consent.current && consent.may.includes('PAUSED') ? (
              <LinkButton href={`${href}/pause`}>{t('pausing.action')}</LinkButton>
            ) : null}
            {consent.current && consent.may.includes('REVOKED') ? (
              <LinkButton variant="danger" href={`${href}/withdraw`}>
                {t('withdraw')}
              </LinkButton>
            ) : null}
          </>
        }
      >
        <ConsentTermsList consent={consent} lastRead={lastReads.get(consent.id)} noticeVersion={consent.noticeVersion} />
        <div className="flex flex-wrap items-center gap-3">
          <Link href={`${href}/notice`} className={buttonClass('secondary')}>
            {t('notice.open')}
          </Link>
          {consent.signed ? (
            <>
              <a href={`${href}/receipt/pdf`} download className={buttonClass('secondary')}>
                <Icon name="download" size={16} />
                {t('receiptPdf')}
              </a>
              <a href={`${href}/receipt`} download className={buttonClass('secondary')}>
                <Icon name="download" size={16} />
                {t('receipt')}
              </a>
            </>
          ) : null}
        </div>
      </Section>
      {consent.personalClasses.length > 0 ? (
        <PersonalSection
          consentId={id}
          classes={consent.personalClasses}
          signOffs={consent.personal}
          open={consent.current && consent.shown !== 'PENDING'}
          isRepresentative={isRepresentative}
        />
      ) : null}
      {consent.copies.length > 0 ? <CopiesOfConsent copies={consent.copies} /> : null}
      <Section title={t('history.title')}>
        <ConsentHistory events={consent.events} />
      </Section>
    </>
  )
}
