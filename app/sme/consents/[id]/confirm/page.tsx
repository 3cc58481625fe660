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

type Api = Awaited<ReturnType<typeof api>>
type Prepared = Awaited<ReturnType<Api['consent']['readPrepared']>>
type Shown = { prepared: Prepared; mayGrant: boolean; detail: string }

/**
 * What was prepared, as a notice drawn up today: the signatory grants it or turns it down; staff hand in their draft. Either may
 * throw a draft away.
 */
export default async function ConfirmPreparedPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const session = await requirePortal('ENTERPRISE', `/sme/consents/${id}/confirm`)
  const mayGrant = mayOpen(session, 'consent.grant')
  const t = await getTranslations('consent')
  const caller = await api()
  const detail = `/sme/consents/${id}`
  const consent = await orNotFound(caller.consent.one({ consentId: id }))
  const isDraft = consent.shown === 'DRAFT'
  if (!mayGrant && !isDraft) return <SignatoriesOnly />
  if (!consent.current || !(consent.may.includes('GRANTED') || consent.may.includes('SUBMITTED'))) {
    return (
      <>
        <PageHeader title={t('confirming.title')} />
        <Banner title={t('confirming.over')} actions={<LinkButton href={detail}>{t('details')}</LinkButton>} />
      </>
    )
  }
  const prepared = await caller.consent.readPrepared({ consentId: id })
  const title = mayGrant ? t('confirming.title') : t('draft.submitTitle')
  return (
    <>
      <Breadcrumbs
        items={[{ label: t('title'), href: '/sme/consents' }, { label: t('detailTitle'), href: detail }, { label: title }]}
      />
      <Reading prepared={prepared} mayGrant={mayGrant} detail={detail} title={title} />
      <Section
        title={isDraft ? t('draft.discard.title') : t('confirming.reject.title')}
        lead={isDraft ? t('draft.discard.lead') : t('confirming.reject.lead')}
      >
        <ActionForm
          procedure={isDraft ? 'consent.discard' : 'consent.reject'}
          labels={{ submit: isDraft ? t('draft.discard.submit') : t('confirming.reject.submit') }}
          variant="danger"
          fixed={{ consentId: id }}
          onDone={{ href: detail }}
        />
      </Section>
    </>
  )
}

/** The notice as it reads today, what changed since it was kept, and the button. */
async function Reading({ prepared, mayGrant, detail, title }: Shown & { title: string }) {
  const t = await getTranslations('consent')
  if (prepared.obstacle !== null) {
    const why = (await getTranslations('refusals'))(prepared.obstacle as 'consent.product-closed')
    return (
      <>
        <PageHeader title={title} />
        <Banner tone="warning" title={t('draft.obstacle')}>
          {why}
        </Banner>
      </>
    )
  }
  const { consentId, notice, sha256, changes, preparedAt, preparedByName } = prepared
  const by = { by: preparedByName ?? '', at: formatInstant(preparedAt, notice.language) }
  const lead = mayGrant ? (prepared.state === 'DRAFT' ? 'draft.lead' : 'confirming.lead') : 'draft.submitLead'
  return (
    <>
      <PageHeader title={title} lead={t(lead, by)} />
      {changes.length > 0 ? (
        <Banner tone="warning" title={t('draft.changed')}>
          <ul className="grid list-disc gap-1 pl-5">
            {changes.map((change) => (
              <li key={change}>{t(`draft.changes.${change}`)}</li>
            ))}
          </ul>
        </Banner>
      ) : null}
      <Section title={notice.title} lead={t('confirm.version', { version: notice.version })}>
        <NoticeView lines={notice.lines} sha256={sha256} language={notice.language} />
        <ActionForm
          procedure={mayGrant ? 'consent.confirm' : 'consent.submitDraft'}
          labels={{ submit: mayGrant ? t('confirm.submit') : t('submitting.submit') }}
          fixed={{ consentId, notice: { version: notice.version, language: notice.language, sha256 } }}
          onDone={{ href: `${detail}?${mayGrant ? 'granted' : 'submitted'}=1` }}
        />
      </Section>
    </>
  )
}
