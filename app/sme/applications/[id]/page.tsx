import { getLocale, getTranslations } from 'next-intl/server'
import { orNotFound } from '@/app/or-not-found'
import { ApplicationSummary } from '@/components/apply/application-summary'
import { ApplicationStateTag } from '@/components/apply/application-tables'
import { OfferSection } from '@/components/apply/offer-section'
import { ProgressTimeline } from '@/components/apply/progress-timeline'
import { RefusalSection } from '@/components/apply/refusal-section'
import { SupplementSection } from '@/components/apply/supplement-section'
import { ConsentsToDo } from '@/components/consent/to-do-banners'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { ActionForm } from '@/components/ui/action-form'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { formatDay } from '@/components/ui/date-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import { firstOf, type SearchParams } from '@/components/ui/query-href'
import { TextArea } from '@/components/ui/text-field'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { shanghaiDate } from '@/server/kernel/dates'
import { api } from '@/server/trpc/caller'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> }

/** One application of the enterprise: what waits for it, how far it is, what was offered or refused, and the ways out. */
export default async function ApplicationPage({ params, searchParams }: Props) {
  const { id } = await params
  const session = await requirePortal('ENTERPRISE', `/sme/applications/${id}`)
  const caller = await api()
  const application = await orNotFound(caller.lending.own({ applicationId: id }))
  const unsigned = (await caller.consent.list()).filter((one) => one.applicationId === id && one.lacksSignOff)
  const [t, english] = [await getTranslations('apply'), (await getLocale()) === 'en']
  const named = ({ name, nameEn }: { name: string; nameEn: string }) => (english ? nameEn : name)
  const target = { applicationId: id, version: application.version }
  const { pressing, allowed, flags, product, institution } = application
  const refused = application.state === 'REJECTED' || application.state === 'DECLINED_INTAKE'
  const matching = refused
    ? await caller.matching
        .one({ ask: { amountFen: application.amountFen, termMonths: application.termMonths }, productId: application.productId })
        .catch(() => null)
    : null
  const version = await caller.catalogue.versionOf({
    institutionId: application.institutionId,
    productId: application.productId,
    version: application.productVersion,
    termMonths: application.offer?.termMonths ?? application.termMonths,
    on: shanghaiDate(application.offer?.madeAt ?? application.submittedAt),
  })
  return (
    <div className="grid gap-gap">
      <Breadcrumbs items={[{ label: t('title'), href: '/sme/applications' }, { label: application.number }]} />
      <PageHeader
        title={named(product)}
        lead={`${named(institution)} · ${application.number}`}
        status={<ApplicationStateTag state={application.state} />}
      />
      {firstOf((await searchParams).sent) && application.state === 'SUBMITTED' && pressing?.due ? (
        <Banner tone="success" title={t('own.sent')}>
          {t('own.sentBody', {
            number: application.number,
            institution: named(institution),
            day: formatDay(pressing.due, english ? 'en' : 'zh-CN', 'prose'),
            provisional: pressing.provisional ? t('own.provisional') : '',
          })}
        </Banner>
      ) : null}
      <ConsentsToDo
        consents={unsigned}
        mayGrant={mayOpen(session, 'consent.grant')}
        isRepresentative={mayOpen(session, 'consent.sign-off')}
      />
      {flags.includes('SUSPENDED') ? (
        <Banner
          tone="warning"
          title={t('own.waits.SUSPENDED')}
          actions={<LinkButton href={`/sme/applications/${id}/consent`}>{t('own.regrant')}</LinkButton>}
        >
          {t('own.suspendedBody')}
        </Banner>
      ) : null}
      {application.state === 'SUPPLEMENT' ? <Banner tone="warning" title={t('own.waits.SUPPLEMENT')} /> : null}
      {allowed.includes('OFFER_ACCEPTED') ? <Banner tone="warning" title={t('own.waits.OFFERED')} /> : null}
      {application.offer ? (
        <OfferSection application={application} offer={application.offer} target={target} version={version} />
      ) : null}
      {refused ? <RefusalSection application={application} match={matching?.matches[0] ?? null} /> : null}
      {application.supplements.length > 0 ? <SupplementSection application={application} target={target} /> : null}
      <Section title={t('own.timeline')}>
        <ProgressTimeline application={application} />
      </Section>
      {application.contractNumber ? (
        <Section
          title={t('own.contract.title')}
          actions={<LinkButton href={`/sme/loans/${id}`}>{t('own.contract.loan')}</LinkButton>}
        >
          <p>
            {t('own.contract.number')} <span className="figures">{application.contractNumber}</span>
          </p>
        </Section>
      ) : null}
      <Section title={t('own.application')}>
        <ApplicationSummary application={application} />
      </Section>
      {allowed.includes('WITHDRAWN') ? (
        <div>
          <ConfirmDialog trigger={t('own.withdraw.do')} triggerVariant="danger" title={t('own.withdraw.title')}>
            <p>{t('own.withdraw.body')}</p>
            <ActionForm
              procedure="lending.withdraw"
              fixed={target}
              variant="danger"
              labels={{ submit: t('own.withdraw.do') }}
              onDone={{ refresh: true }}
            >
              <TextArea name="why" label={t('own.withdraw.why')} optional maxLength={300} />
            </ActionForm>
          </ConfirmDialog>
        </div>
      ) : null}
    </div>
  )
}
