import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ReportStateTag } from '@/components/report/report-tags'
import { LinkButton } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/figures'
import { formatCount } from '@/components/ui/number-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import { EmptyState } from '@/components/ui/states'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('report.list'))('title') })

type Row = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['report']['list']>>[number]

export default async function ReportsPage() {
  const session = await requirePortal('ENTERPRISE', '/sme/reports')
  const reports = await (await api()).report.list()
  const t = await getTranslations('report.list')
  const issue = mayOpen(session, 'report.issue') ? (
    <LinkButton href="/sme/reports/new" variant="primary">
      {t('issue')}
    </LinkButton>
  ) : null
  const columns: Column<Row>[] = [
    {
      key: 'number',
      header: t('number'),
      cell: ({ id, number }) => (
        <Link href={`/sme/reports/${id}`} className="figures whitespace-nowrap text-link underline-offset-4 hover:underline">
          {number}
        </Link>
      ),
    },
    { key: 'issuedAt', header: t('issuedAt'), cell: ({ issuedAt }) => <DateText value={issuedAt} /> },
    { key: 'validUntil', header: t('validUntil'), cell: ({ validUntil }) => <DateText value={validUntil} /> },
    { key: 'addressee', header: t('addressee'), cell: ({ addressee }) => addressee ?? '--' },
    { key: 'state', header: t('state'), cell: ({ state }) => <ReportStateTag state={state} /> },
    { key: 'verified', header: t('verified'), kind: 'figure', cell: ({ verifications }) => formatCount(verifications) },
  ]
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} actions={reports.length > 0 ? issue : null} />
      {reports.length === 0 ? (
        <EmptyState title={t('empty.title')} actions={issue}>
          {t('empty.body')}
        </EmptyState>
      ) : (
        <Section title={t('caption')}>
          <DataTable caption={t('caption')} captionHidden columns={columns} rows={reports} rowKey={({ id }) => id} empty={null} />
        </Section>
      )}
    </>
  )
}
