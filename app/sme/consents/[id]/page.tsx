import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ConsentHistory, ConsentTermsList } from '@/components/consent/consent-details'
import { StandingTag } from '@/components/consent/consent-terms'
import { CopiesOfConsent } from '@/components/consent/copies-of-consent'
import { PersonalSection } from '@/components/consent/personal-section'
import { RetentionSection } from '@/components/consent/retention-section'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { Banner } from '@/components/ui/banner'
import { buttonClass, LinkButton } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { PageHeader, Section } from '@/components/ui/page-header'
import type { SearchParams } from '@/components/ui/query-href'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { formOfDraft, queryOfForm } from '@/server/consent/consent-form'
import { shanghaiDate } from '@/server/kernel/dates'
import { api } from '@/server/trpc/caller'
import { orNotFound } from '../../../or-not-found'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('consent'))('detailTitle') })

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> }

const read = async (consentId: string) => orNotFound((await api()).consent.one({ consentId }))
type Shown = { consent: Awaited<ReturnType<typeof read>>; href: string; isRepresentative: boolean }

export default async function ConsentPage({ params, searchParams }: Props) {
  const { id } = await params
  const href = `/sme/consents/${id}`
  const session = await requirePortal('ENTERPRISE', href)
  const consent = await read(id)
  const retained = consent.recipientKind === 'PLATFORM' ? await (await api()).retention.ofConsent({ consentId: id }) : null
  const isRepresentative = mayOpen(session, 'consent.sign-off')
  const shown: Shown = { consent, href, isRepresentative }
  const t = await getTranslations('consent')
  return (
    <>
      <Breadcrumbs items={[{ label: t('title'), href: '/sme/consents' }, { label: t('detailTitle') }]} />
      <PageHeader title={t('detailTitle')} status={<StandingTag consent={consent} />} />
      <JustDone {...shown} query={await searchParams} />
      {consent.lacksSignOff ? <SignOffDue {...shown} /> : null}
      <Terms {...shown} />
      {consent.personalClasses.length > 0 ? (
        <PersonalSection
          consentId={id}
          classes={consent.personalClasses}
          signOffs={consent.personal}
          open={consent.current && consent.shown !== 'PENDING' && consent.shown !== 'DRAFT'}
          isRepresentative={isRepresentative}
        />
      ) : null}
      {retained && (retained.held || retained.deletions.length > 0) ? <RetentionSection retained={retained} /> : null}
      {consent.copies.length > 0 ? <CopiesOfConsent copies={consent.copies} /> : null}
      <Section title={t('history.title')}>
        <ConsentHistory events={consent.events} />
      </Section>
    </>
  )
}

/** What the visitor has just done to the consent, as the address says and its events confirm. */
async function JustDone({ consent, isRepresentative, query }: Shown & { query: SearchParams }) {
  const t = await getTranslations('consent')
  const numberOf = (event: string) => consent.events.findLast((one) => one.event === event)?.receiptNumber ?? ''
  const isLast = (event: 'PAUSED' | 'RESUMED' | 'REVOKED') => consent.events.at(-1)?.event === event
  const moves = [
    query.withdrawn ? (['REVOKED', t('withdrawn.title')] as const) : null,
    query.paused ? (['PAUSED', t('pausing.done')] as const) : null,
    query.resumed ? (['RESUMED', t('resuming.done')] as const) : null,
  ]
  return (
    <>
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
      {query.drafted && consent.shown === 'DRAFT' ? (
        <Banner tone="success" title={t('draft.saved.title')}>
          {t('draft.saved.body', { number: numberOf('DRAFTED') })}
        </Banner>
      ) : null}
      {moves.map((move) =>
        move && isLast(move[0]) ? (
          <Banner key={move[0]} tone="success" title={move[1]}>
            {t('withdrawn.body', { number: numberOf(move[0]) })}
          </Banner>
        ) : null,
      )}
    </>
  )
}

async function SignOffDue({ consent, href, isRepresentative }: Shown) {
  const t = await getTranslations('consent.toDo.signOff')
  return (
    <Banner
      tone="warning"
      title={t('title', { name: consent.recipientName })}
      actions={
        isRepresentative ? (
          <LinkButton variant="primary" href={`${href}/personal`}>
            {t('action')}
          </LinkButton>
        ) : null
      }
    >
      {isRepresentative ? t('body') : t('waiting')}
    </Banner>
  )
}

/** What was granted, and what may be done about it. */
async function Terms({ consent, href }: Shown) {
  const t = await getTranslations('consent')
  const lastReads = await (await api()).ledger.lastReads()
  const may = (event: (typeof consent.may)[number]) => consent.current && consent.may.includes(event)
  // A bank's is filled in within its application.
  const kept = may('DRAFTED') && consent.recipientKind === 'PLATFORM'
  const form = kept ? formOfDraft(consent.id, consent, shanghaiDate(new Date())) : null
  return (
    <Section
      title={consent.recipientName}
      actions={
        <>
          {may('GRANTED') || may('SUBMITTED') ? (
            <LinkButton variant="primary" href={`${href}/confirm`}>
              {may('GRANTED') ? t('toDo.confirm.action') : t('toDo.draft.action')}
            </LinkButton>
          ) : null}
          {form ? <LinkButton href={`/sme/consents/new?${queryOfForm(form)}`}>{t('draft.goOn')}</LinkButton> : null}
          {may('RESUMED') ? <LinkButton href={`${href}/resume`}>{t('resuming.action')}</LinkButton> : null}
          {may('PAUSED') ? <LinkButton href={`${href}/pause`}>{t('pausing.action')}</LinkButton> : null}
          {may('REVOKED') ? (
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
            <a href={`${href}/receipt/pdf`} className={buttonClass('secondary')}>
              <Icon name="download" size={16} />
              {t('receiptPdf')}
            </a>
            <a href={`${href}/receipt`} className={buttonClass('secondary')}>
              <Icon name="download" size={16} />
              {t('receipt')}
            </a>
          </>
        ) : null}
      </div>
    </Section>
  )
}
