import { getLocale, getTranslations } from 'next-intl/server'
import { orNotFound } from '@/app/or-not-found'
import { LineCells, LineProblems } from '@/components/disbursement/line-content'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table'
import { formatInstant } from '@/components/ui/date-format'
import { nameLang } from '@/components/ui/name-lang'
import { formatCount } from '@/components/ui/number-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { firstOf, queryHref, type SearchParams } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import { StatusTag } from '@/components/ui/status-tag'
import { Tabs } from '@/components/ui/tabs'
import { requirePortal } from '@/server/auth/guard-page'
import { LineOutcome, lineOutcomes, type ReportKind } from '@/server/disbursement/schema'
import { api } from '@/server/trpc/caller'
import { deskPath } from './report-desk'

const tones = { RECORDED: 'success', DUPLICATE: 'info', CONFLICT: 'warning', REFUSED: 'danger' } as const

/** What became of a file, line by line. */
export async function BatchResult({ kind, batchId, params }: { kind: ReportKind; batchId: string; params: SearchParams }) {
  const path = `${deskPath[kind]}/files/${batchId}`
  await requirePortal('INSTITUTION', path)
  const outcome = LineOutcome.safeParse(firstOf(params.outcome)).data
  const page = Math.min(Math.max(Math.trunc(Number(firstOf(params.page) ?? 1)) || 1, 1), 10_000)
  const { batch, earlier, rows, total, pageSize } = await orNotFound((await api()).disbursement.batch({ batchId, outcome, page }))
  const [t, outcomes, locale] = await Promise.all([
    getTranslations('disbursement.bank'),
    getTranslations('disbursement.outcomes'),
    getLocale(),
  ])
  const counts = { RECORDED: batch.recorded, DUPLICATE: batch.duplicates, CONFLICT: batch.conflicts, REFUSED: batch.refused }
  return (
    <>
      <Breadcrumbs items={[{ label: t(`titles.${kind}`), href: `${deskPath[kind]}?view=files` }, { label: t('file.title') }]} />
      <PageHeader
        title={t('file.title')}
        lead={
          <>
            <span lang={nameLang(batch.fileName)}>{batch.fileName}</span>
            {` · ${t('file.summary', { encoding: batch.encoding, lines: formatCount(batch.lines) })} · `}
            {t.rich('file.by', {
              name: batch.uploadedByName,
              who: (chunks) => <span lang={nameLang(batch.uploadedByName)}>{chunks}</span>,
            })}
            {` · ${formatInstant(batch.uploadedAt, locale)}`}
          </>
        }
      />
      {earlier ? (
        <Banner tone="info" title={t('file.same')}>
          {t('file.sameBody', { at: formatInstant(earlier.uploadedAt, locale) })}
        </Banner>
      ) : null}
      <Tabs
        label={t('columns.outcome')}
        tabs={[
          { href: path, label: t('file.all'), count: batch.lines, current: !outcome },
          ...lineOutcomes.map((one) => ({
            href: queryHref(path, {}, { outcome: one }),
            label: outcomes(one),
            count: counts[one],
            current: one === outcome,
          })),
        ]}
      />
      <Section
        title={outcome ? outcomes(outcome) : t('file.all')}
        actions={
          <LinkButton href={`/api/exports/report-lines?batchId=${batchId}`} prefetch={false}>
            {t('file.export')}
          </LinkButton>
        }
      >
        <DataTable
          caption={t('file.title')}
          captionHidden
          rows={rows}
          rowKey={({ line }) => String(line)}
          empty={<EmptyState title={t('file.empty')}>{t('file.emptyHint')}</EmptyState>}
          columns={[
            { key: 'line', header: t('columns.line'), cell: (row) => row.line },
            {
              key: 'outcome',
              header: t('columns.outcome'),
              cell: (row) => {
                const known = LineOutcome.parse(row.outcome)
                return <StatusTag tone={tones[known]}>{outcomes(known)}</StatusTag>
              },
            },
            {
              key: 'receipt',
              header: t('columns.receipt'),
              cell: (row) => <span className="figures whitespace-nowrap">{row.receipt ?? '--'}</span>,
            },
            { key: 'reason', header: t('columns.reason'), cell: (row) => <LineProblems reason={row.reason} /> },
            { key: 'content', header: t('columns.content'), cell: (row) => <LineCells raw={row.raw} /> },
          ]}
        />
        <Pagination page={page} pageSize={pageSize} total={total} href={(next) => queryHref(path, { outcome }, { page: next })} />
      </Section>
    </>
  )
}
