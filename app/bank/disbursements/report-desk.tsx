import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { ConflictTable } from '@/components/disbursement/conflict-table'
import { amountHeader, ReportTable } from '@/components/disbursement/report-table'
import { UploadForm } from '@/components/disbursement/upload-form'
import { DataTable } from '@/components/ui/data-table'
import { DateText, Money } from '@/components/ui/figures'
import { FilterBar } from '@/components/ui/filter-bar'
import { formatCount } from '@/components/ui/number-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { firstOf, queryHref, type SearchParams } from '@/components/ui/query-href'
import { EmptyState, ForbiddenState } from '@/components/ui/states'
import { StatusTag } from '@/components/ui/status-tag'
import { Tabs } from '@/components/ui/tabs'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { maximumFileBytes, type ReportKind } from '@/server/disbursement/schema'
import { api } from '@/server/trpc/caller'

export const deskPath = { DISBURSEMENT: '/bank/disbursements', REPAYMENT: '/bank/repayments' } as const satisfies Record<
  ReportKind,
  string
>
const views = ['loans', 'reports', 'files', 'conflicts'] as const
type View = (typeof views)[number]
type Part = { kind: ReportKind; path: string; page: number; text?: string; href: (page: number) => string }

/** Where a bank reports one kind: what to report on, what was reported, files and what waits in them. */
export async function ReportDesk({ kind, params }: { kind: ReportKind; params: SearchParams }) {
  const path = deskPath[kind]
  const session = await requirePortal('INSTITUTION', path)
  const t = await getTranslations('disbursement.bank')
  if (!mayOpen(session, 'disbursement.read')) return <ForbiddenState title={t('forbidden')} />
  const view: View = views.find((one) => one === firstOf(params.view)) ?? 'loans'
  const asked = Number(firstOf(params.page) ?? 1)
  const page = Number.isSafeInteger(asked) && asked >= 1 && asked <= 10_000 ? asked : 1
  const text = firstOf(params.text)?.trim().slice(0, 100) || undefined
  const { conflicts } = await (await api()).disbursement.batches({ kind, page: 1 })
  const part = { kind, path, page, text, href: (next: number) => queryHref(path, { view, text }, { page: next }) }
  return (
    <>
      <PageHeader title={t(`titles.${kind}`)} lead={t(`lead.${kind}`)} />
      <Tabs
        label={t(`titles.${kind}`)}
        tabs={views.map((one) => ({
          href: queryHref(path, {}, { view: one }),
          label: t(`tabs.${one}`),
          count: one === 'conflicts' ? conflicts : undefined,
          current: one === view,
        }))}
      />
      {view === 'loans' || view === 'reports' ? (
        <FilterBar path={path} keep={{ view }} filters={[{ kind: 'text', name: 'text', label: t('search'), value: text }]} />
      ) : null}
      {view === 'loans' ? <Loans {...part} /> : null}
      {view === 'reports' ? <Reports {...part} /> : null}
      {view === 'files' ? <Files {...part} may={mayOpen(session, 'disbursement.report')} /> : null}
      {view === 'conflicts' ? <Conflicts {...part} may={mayOpen(session, 'disbursement.report')} /> : null}
    </>
  )
}

async function Loans({ kind, path, page, text, href }: Part) {
  const [t, states, locale] = await Promise.all([
    getTranslations('disbursement.bank'),
    getTranslations('lending.states'),
    getLocale(),
  ])
  const { rows, total, pageSize } = await (await api()).disbursement.loans({ report: kind, page, text })
  const money = (name: 'granted' | 'disbursed' | 'outstanding' | 'remaining') => amountHeader(t(`columns.${name}`), locale)
  return (
    <Section title={t('tabs.loans')}>
      <DataTable
        caption={t('tabs.loans')}
        captionHidden
        rows={rows}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('empty.loans')}>{t('empty.loansHint')}</EmptyState>}
        columns={[
          {
            key: 'number',
            header: t('columns.number'),
            cell: (row) => (
              <Link href={`${path}/${row.id}`} prefetch={false} className="text-link underline-offset-4 hover:underline">
                {row.number}
              </Link>
            ),
          },
          { key: 'enterprise', header: t('columns.enterprise'), cell: (row) => row.enterpriseName },
          { key: 'state', header: t('columns.state'), cell: (row) => <StatusTag>{states(row.state)}</StatusTag> },
          { key: 'granted', header: money('granted'), kind: 'figure', cell: (row) => <Money fen={row.grantedFen} bare /> },
          { key: 'disbursed', header: money('disbursed'), kind: 'figure', cell: (row) => <Money fen={row.disbursedFen} bare /> },
          {
            key: 'outstanding',
            header: money('outstanding'),
            kind: 'figure',
            cell: (row) => <Money fen={row.outstandingFen} bare />,
          },
          { key: 'remaining', header: money('remaining'), kind: 'figure', cell: (row) => <Money fen={row.remainingFen} bare /> },
        ]}
      />
      <Pagination page={page} pageSize={pageSize} total={total} href={href} />
    </Section>
  )
}

async function Reports({ kind, page, text, href }: Part) {
  const t = await getTranslations('disbursement.bank')
  const { rows, total, pageSize } = await (await api()).disbursement.reports({ kind, page, text })
  return (
    <Section title={t('tabs.reports')} lead={t('loan.lead')}>
      <ReportTable kind={kind} rows={rows} />
      <Pagination page={page} pageSize={pageSize} total={total} href={href} />
    </Section>
  )
}

async function Files({ kind, path, page, href, may }: Part & { may: boolean }) {
  const [t, outcomes] = await Promise.all([getTranslations('disbursement.bank'), getTranslations('disbursement.outcomes')])
  const { rows, total, pageSize } = await (await api()).disbursement.batches({ kind, page })
  const words = Object.fromEntries(
    (['file', 'hint', 'submit', 'choose', 'tooLarge', 'offline', 'working'] as const).map((key) => [key, t(`upload.${key}`)]),
  ) as Parameters<typeof UploadForm>[0]['words']
  const template = (language: 'zh-CN' | 'en') => (
    <a
      href={`/api/exports/template?kind=${kind}&language=${language}`}
      download
      className="inline-flex min-h-9 items-center text-14 text-link underline-offset-4 hover:underline"
    >
      {t(language === 'en' ? 'upload.templateEn' : 'upload.template')}
    </a>
  )
  return (
    <>
      {may ? (
        <Section
          title={t('uploadTitle')}
          lead={t('upload.again')}
          actions={[<span key="zh">{template('zh-CN')}</span>, <span key="en">{template('en')}</span>]}
        >
          <UploadForm kind={kind} resultPath={`${path}/files`} maxBytes={maximumFileBytes} words={words} />
        </Section>
      ) : null}
      <Section title={t('tabs.files')}>
        <DataTable
          caption={t('tabs.files')}
          captionHidden
          rows={rows}
          rowKey={({ id }) => id}
          empty={<EmptyState title={t('empty.files')}>{t('empty.filesHint')}</EmptyState>}
          columns={[
            {
              key: 'file',
              header: t('columns.file'),
              cell: (row) => (
                <Link
                  href={`${path}/files/${row.id}`}
                  prefetch={false}
                  className="break-all text-link underline-offset-4 hover:underline"
                >
                  {row.fileName}
                </Link>
              ),
            },
            { key: 'at', header: t('columns.uploadedAt'), cell: (row) => <DateText value={row.uploadedAt} /> },
            { key: 'lines', header: t('columns.lines'), kind: 'figure', cell: (row) => formatCount(row.lines) },
            ...(['RECORDED', 'DUPLICATE', 'CONFLICT', 'REFUSED'] as const).map((outcome) => ({
              key: outcome,
              header: outcomes(outcome),
              kind: 'figure' as const,
              cell: (row: (typeof rows)[number]) =>
                formatCount(
                  { RECORDED: row.recorded, DUPLICATE: row.duplicates, CONFLICT: row.conflicts, REFUSED: row.refused }[outcome],
                ),
            })),
          ]}
        />
        <Pagination page={page} pageSize={pageSize} total={total} href={href} />
      </Section>
    </>
  )
}

async function Conflicts({ kind, path, page, href, may }: Part & { may: boolean }) {
  const t = await getTranslations('disbursement.bank.conflicts')
  const { rows, total, pageSize } = await (await api()).disbursement.conflicts({ kind, page })
  return (
    <Section title={t('title')} lead={t('lead')}>
      <ConflictTable rows={rows} may={may} reportsHref={`${path}?view=reports`} />
      <Pagination page={page} pageSize={pageSize} total={total} href={href} />
    </Section>
  )
}
