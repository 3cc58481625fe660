import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { CandidateTag, CardStateTag } from '@/components/rescoring/state-tags'
import { AddCardForm, AddShippedCard } from '@/components/rescoring/version-forms'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/figures'
import { formatCount } from '@/components/ui/number-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import { EmptyState } from '@/components/ui/states'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { candidateState, cardState } from '@/server/portrait/domain/card-versions'
import { api } from '@/server/trpc/caller'

const path = '/operator/cards/versions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rescoring.versions'))('title') }
}

const read = async () => (await api()).cardVersions.all()
type All = Awaited<ReturnType<typeof read>>

export default async function CardVersionsPage() {
  const session = await requirePortal('OPERATOR', path)
  const all = await read()
  const t = await getTranslations('rescoring.versions')
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      {all.shipped ? (
        <Section title={t('shipped', { version: all.shipped })} lead={t('shippedLead')}>
          {mayOpen(session, 'card-version.propose') ? <AddShippedCard /> : null}
        </Section>
      ) : null}
      <Candidates rows={all.candidates} />
      <Cards all={all} />
      {mayOpen(session, 'card-version.propose') ? (
        <Section title={t('add')} lead={t('addLead')}>
          <AddCardForm />
        </Section>
      ) : null}
    </>
  )
}

async function Candidates({ rows }: { rows: All['candidates'] }) {
  const t = await getTranslations('rescoring.versions')
  return (
    <Section title={t('candidates')} lead={t('candidatesLead')}>
      <DataTable
        caption={t('candidates')}
        captionHidden
        columns={[
          {
            key: 'version',
            header: t('version'),
            cell: ({ id, version }) => (
              <Link href={`${path}/${id}`} className="text-link underline underline-offset-4">
                {version}
              </Link>
            ),
          },
          {
            key: 'state',
            header: t('state'),
            cell: ({ run, proposal }) => <CandidateTag state={candidateState(run, proposal)} />,
          },
          { key: 'validFrom', header: t('validFrom'), cell: ({ proposal }) => <DateText value={proposal?.validFrom} /> },
          { key: 'factors', header: t('factors'), kind: 'figure', cell: ({ factors }) => formatCount(factors) },
          { key: 'by', header: t('addedBy'), cell: ({ addedBy }) => addedBy ?? '--' },
          { key: 'at', header: t('addedAt'), cell: ({ addedAt }) => <DateText value={addedAt} /> },
        ]}
        rows={rows}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('empty')}>{t('emptyBody')}</EmptyState>}
      />
    </Section>
  )
}

async function Cards({ all: { cards, today } }: { all: All }) {
  const t = await getTranslations('rescoring.versions')
  const stateOf = ({ version }: All['cards'][number]) => cardState(version, cards, today)
  return (
    <Section title={t('inForce')}>
      <DataTable
        caption={t('inForce')}
        captionHidden
        columns={[
          { key: 'version', header: t('version'), cell: ({ version }) => version },
          { key: 'state', header: t('state'), cell: (card) => <CardStateTag state={stateOf(card)} /> },
          {
            key: 'validFrom',
            header: t('validFrom'),
            cell: (card) => <DateText value={stateOf(card) === 'NEVER' ? null : card.validFrom} />,
          },
          { key: 'basis', header: t('basis'), cell: ({ basis }) => t(`bases.${basis}`) },
          { key: 'factors', header: t('factors'), kind: 'figure', cell: ({ factors }) => formatCount(factors) },
        ]}
        rows={[...cards].reverse()}
        rowKey={({ version }) => version}
        empty={null}
      />
    </Section>
  )
}
