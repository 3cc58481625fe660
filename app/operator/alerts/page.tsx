import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AlertTable } from '@/components/cage/alert-table'
import { BudgetForm, CanaryForm, EndCanary } from '@/components/cage/watch-forms'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/figures'
import { formatCount } from '@/components/ui/number-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import { firstOf, type SearchParams } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import { StatusTag } from '@/components/ui/status-tag'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { alertListInput } from '@/server/cage/schema'
import { api } from '@/server/trpc/caller'

const path = '/operator/alerts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('cage.alerts'))('title') }
}

const readSettings = async () => (await api()).cage.settings()
type Settings = Awaited<ReturnType<typeof readSettings>>

export default async function AlertsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const session = await requirePortal('OPERATOR', path)
  const params = await searchParams
  const asked = alertListInput.safeParse({
    page: Number(firstOf(params.page) ?? 1),
    rule: firstOf(params.rule) || undefined,
    state: firstOf(params.state) || undefined,
  })
  const filter = asked.success ? asked.data : { page: 1 }
  const found = await (await api()).cage.alerts(filter)
  const settings = await readSettings()
  const t = await getTranslations('cage.alerts')
  const maySet = mayOpen(session, 'cage.set')
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Section title={t('list')}>
        <AlertTable portal="operator" path={path} params={params} filter={filter} found={found} detailPath={path} />
      </Section>
      <Budgets budgets={settings.budgets} maySet={maySet} />
      <Canaries canaries={settings.canaries} maySet={maySet} />
    </>
  )
}

async function Budgets({ budgets, maySet }: { budgets: Settings['budgets']; maySet: boolean }) {
  const t = await getTranslations('cage.budget')
  return (
    <Section title={t('title')} lead={t('lead')}>
      <DataTable
        caption={t('title')}
        captionHidden
        columns={[
          { key: 'since', header: t('since'), cell: ({ since }) => <DateText value={since} /> },
          { key: 'most', header: t('mostColumn'), kind: 'figure', cell: ({ most }) => formatCount(most) },
          { key: 'note', header: t('note'), cell: ({ note, setBy }) => (setBy ? note : t('initial')) },
          { key: 'by', header: t('by'), cell: ({ setBy }) => setBy ?? '--' },
          {
            key: 'state',
            header: t('state'),
            cell: ({ current }) => (current ? <StatusTag tone="success">{t('current')}</StatusTag> : '--'),
          },
        ]}
        rows={budgets}
        rowKey={({ since }) => since.toISOString()}
        empty={null}
      />
      {maySet ? <BudgetForm /> : null}
    </Section>
  )
}

async function Canaries({ canaries, maySet }: { canaries: Settings['canaries']; maySet: boolean }) {
  const t = await getTranslations('cage.canaries')
  return (
    <Section title={t('title')} lead={t('lead')}>
      <DataTable
        caption={t('title')}
        captionHidden
        columns={[
          { key: 'name', header: t('name'), cell: ({ name }) => name },
          { key: 'code', header: t('creditCode'), cell: ({ creditCode }) => <span className="figures">{creditCode}</span> },
          { key: 'note', header: t('note'), cell: ({ note }) => note },
          { key: 'by', header: t('by'), cell: ({ setBy }) => setBy ?? '--' },
          { key: 'at', header: t('at'), cell: ({ setAt }) => <DateText value={setAt} /> },
          ...(maySet
            ? [
                {
                  key: 'actions',
                  header: t('actions'),
                  kind: 'actions' as const,
                  cell: ({ creditCode, name }: Settings['canaries'][number]) => <EndCanary creditCode={creditCode} name={name} />,
                },
              ]
            : []),
        ]}
        rows={canaries}
        rowKey={({ creditCode }) => creditCode}
        empty={<EmptyState title={t('empty')}>{t('emptyBody')}</EmptyState>}
      />
      {maySet ? <CanaryForm /> : null}
    </Section>
  )
}
