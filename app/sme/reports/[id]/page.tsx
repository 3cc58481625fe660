import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { QrCode } from '@/components/report/qr-code'
import { ReportContentView } from '@/components/report/report-content'
import { ReportStateTag } from '@/components/report/report-tags'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { OriginList } from '@/components/sources/origins'
import { ActionForm } from '@/components/ui/action-form'
import { Banner } from '@/components/ui/banner'
import { buttonClass, LinkButton } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { CopyText } from '@/components/ui/copy-text'
import { formatDay, formatInstant } from '@/components/ui/date-format'
import { DateText } from '@/components/ui/figures'
import { SummaryList } from '@/components/ui/lists'
import { PageHeader, Section } from '@/components/ui/page-header'
import { firstOf, type SearchParams } from '@/components/ui/query-href'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { spacedCode } from '@/server/report/schema'
import { verifyAddress } from '@/server/report/verify-address'
import { api } from '@/server/trpc/caller'
import { orNotFound } from '../../../or-not-found'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('report.one'))('title') })

type Report = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['report']['one']>>

async function Facts({ report }: { report: Report }) {
  const [t, list, sections, locale] = [
    await getTranslations('report.one'),
    await getTranslations('report.list'),
    await getTranslations('report.sections'),
    await getLocale(),
  ]
  const { number, code, content } = report
  return (
    <SummaryList
      rows={[
        { label: list('number'), value: <CopyText text={number} /> },
        ...(code ? [{ label: t('code'), value: <CopyText text={spacedCode(code)} /> }] : []),
        { label: list('issuedAt'), value: <DateText value={report.issuedAt} /> },
        { label: t('by'), value: report.issuedByName },
        { label: list('validUntil'), value: formatDay(report.validUntil, locale) },
        ...(report.addressee ? [{ label: list('addressee'), value: report.addressee }] : []),
        ...(content ? [{ label: t('portrait'), value: formatDay(content.portrait.asOf, locale) }] : []),
        {
          label: t('sections'),
          value: report.sections.map((one) => sections(one)).join(locale === 'en' ? ', ' : '、'),
        },
        ...(report.withdrawnAt ? [{ label: t('withdrawnAt'), value: formatInstant(report.withdrawnAt, locale) }] : []),
        { label: t('hash'), value: <code className="break-all text-13">{report.contentHash}</code> },
      ]}
    />
  )
}

async function Verifications({ found }: { found: Report['verifications'] }) {
  const t = await getTranslations('report.one')
  if (found.total === 0) return <p className="text-fg-2">{t('none')}</p>
  return (
    <>
      <ol className="figures grid gap-1 sm:grid-cols-3 lg:grid-cols-4">
        {found.times.map((at) => (
          <li key={at.toISOString()}>
            <DateText value={at} />
          </li>
        ))}
      </ol>
      {found.total > found.times.length ? <p className="text-13 text-fg-3">{t('more', { count: found.times.length })}</p> : null}
    </>
  )
}

/** Where the classes of the report's portrait came from; empty where the portrait is among those no longer listed. */
async function originsOf(portraitId: string) {
  const caller = await api()
  const portrait = (await caller.portrait.history()).find(({ id }) => id === portraitId)
  return portrait ? caller.sources.origins({ snapshotIds: portrait.snapshotIds }) : []
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> }

/** A report that was issued: its number and code, the paper, when it was checked, and the way to take it back. */
export default async function ReportPage({ params, searchParams }: Props) {
  const { id } = await params
  const session = await requirePortal('ENTERPRISE', `/sme/reports/${id}`)
  const report = await orNotFound((await api()).report.one({ reportId: id }))
  const [t, list, asked] = [await getTranslations('report.one'), await getTranslations('report.list'), await searchParams]
  const { state, code, number, content } = report
  const origins = content ? await originsOf(report.portraitId) : []
  const sources = await getTranslations('sources.detail')
  const isOpen = state === 'VALID'
  const address = code ? verifyAddress(number, code) : null
  return (
    <>
      <Breadcrumbs items={[{ label: list('title'), href: '/sme/reports' }, { label: t('title') }]} />
      <PageHeader
        title={t('title')}
        lead={<span className="figures">{number}</span>}
        status={<ReportStateTag state={state} />}
        actions={
          isOpen && content ? (
            <>
              <a href={`/sme/reports/${id}/pdf`} className={buttonClass('primary')}>
                {t('download')}
              </a>
              <a href={`/sme/reports/${id}/json`} className={buttonClass('secondary')}>
                {t('json')}
              </a>
            </>
          ) : null
        }
      />
      {firstOf(asked.issued) && isOpen ? (
        <Banner tone="success" title={t('issued.title')}>
          {t('issued.body')}
        </Banner>
      ) : null}
      {state === 'WITHDRAWN' ? <Banner title={t('withdrawn.title')}>{t('withdrawn.body')}</Banner> : null}
      <Section title={t('facts')}>
        <div className="flex flex-wrap items-start justify-between gap-6">
          <div className="min-w-0 flex-1 basis-72">
            <Facts report={report} />
          </div>
          {address && isOpen ? (
            <div className="grid justify-items-center gap-2">
              <QrCode text={address.href} label={t('qr')} />
              <LinkButton href={`${address.pathname}${address.search}`} prefetch={false}>
                {t('page')}
              </LinkButton>
            </div>
          ) : null}
        </div>
      </Section>
      {content ? <ReportContentView content={content} origins={origins} /> : null}
      {content && origins.some(({ provenance }) => provenance) ? (
        <Section title={sources('reportOrigins')} lead={sources('reportOriginsLead')}>
          <OriginList origins={origins} />
        </Section>
      ) : null}
      <Section title={t('verifications')} lead={t('verificationsLead')}>
        <Verifications found={report.verifications} />
      </Section>
      {isOpen && mayOpen(session, 'report.withdraw') ? (
        <div>
          <ConfirmDialog trigger={t('withdraw')} title={t('withdrawTitle')}>
            <p>{t('withdrawBody')}</p>
            <ActionForm
              procedure="report.withdraw"
              labels={{ submit: t('withdrawConfirm') }}
              variant="danger"
              fixed={{ reportId: id }}
              onDone={{ href: `/sme/reports/${id}` }}
            />
          </ConfirmDialog>
        </div>
      ) : null}
    </>
  )
}
