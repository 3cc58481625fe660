import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { orNotFound } from '@/app/or-not-found'
import { ProposalHistory } from '@/components/rescoring/proposal-history'
import { RunProgress } from '@/components/rescoring/run-progress'
import { GradeMatrix, ScoreDistribution, ShadowHeadline } from '@/components/rescoring/shadow-figures'
import { Movers, MovingFactors, MovingGroups } from '@/components/rescoring/shadow-tables'
import { CandidateTag } from '@/components/rescoring/state-tags'
import { ProposeForm, SettleProposal, TryInShadow } from '@/components/rescoring/version-forms'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { Follow } from '@/components/trpc/follow'
import { Banner } from '@/components/ui/banner'
import { formatDay, formatInstant } from '@/components/ui/date-format'
import { DateText } from '@/components/ui/figures'
import { SummaryList } from '@/components/ui/lists'
import { formatCount } from '@/components/ui/number-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import { EmptyState } from '@/components/ui/states'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { addDays } from '@/server/kernel/dates'
import { candidateState, oneCardVersionInput } from '@/server/portrait/domain/card-versions'
import { api } from '@/server/trpc/caller'

type Props = { params: Promise<{ id: string }> }
const list = '/operator/cards/versions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rescoring.versions'))('title') }
}

const read = async (cardId: string) => orNotFound((await api()).cardVersions.one({ cardId }))
type One = Awaited<ReturnType<typeof read>>

export default async function CardVersionPage({ params }: Props) {
  const { id } = await params
  if (!oneCardVersionInput.safeParse({ cardId: id }).success) notFound()
  const session = await requirePortal('OPERATOR', `${list}/${id}`)
  const one = await read(id)
  const { version, run, proposals, inForce } = one
  const [t, names] = [await getTranslations('rescoring.one'), await getTranslations('rescoring.versions')]
  const may = mayOpen(session, 'card-version.propose')
  const report = run?.report
  return (
    <>
      <Breadcrumbs items={[{ label: names('title'), href: list }, { label: version.version }]} />
      <PageHeader
        title={version.version}
        lead={t('lead', { current: run?.against ?? inForce })}
        status={<CandidateTag state={candidateState(run, proposals[0] ?? null)} />}
      />
      <Publication one={one} may={may} />
      {report && run?.finishedAt ? (
        <>
          <ShadowHeadline report={report} finishedAt={run.finishedAt} csvHref={`/api/exports/shadow-run?run=${run.id}`} />
          <GradeMatrix report={report} />
          <ScoreDistribution report={report} />
          <MovingFactors report={report} />
          <Movers report={report} />
          <MovingGroups report={report} />
        </>
      ) : null}
      <ShadowRun one={one} may={may} />
      <Section title={t('facts')}>
        <SummaryList
          rows={[
            { label: names('basis'), value: names(`bases.${version.card.basis}`) },
            { label: names('factors'), value: formatCount(version.card.factors.length) },
            { label: t('fileName'), value: version.fileName },
            { label: t('digest'), value: <span className="figures break-all">{version.digest}</span> },
            { label: names('addedBy'), value: version.addedBy ?? '--' },
            { label: names('addedAt'), value: <DateText value={version.addedAt} /> },
          ]}
        />
      </Section>
    </>
  )
}

async function ShadowRun({ one: { run, version, steps, now, pulse }, may }: { one: One; may: boolean }) {
  const t = await getTranslations('rescoring.one')
  return (
    <Section title={t('shadow')} lead={t('shadowLead')}>
      {run ? <RunProgress run={run} now={now} /> : <EmptyState title={t('none')}>{t('noneBody')}</EmptyState>}
      {steps.isRunning ? <Follow procedure="cardVersions.pulse" stood={pulse} everyMs={2_000} /> : null}
      {run?.digest ? (
        <SummaryList rows={[{ label: t('runDigest'), value: <span className="break-all">{run.digest}</span> }]} />
      ) : null}
      {run && steps.mustTryAgain ? <Banner tone="warning" title={t('outdated', { against: run.against })} /> : null}
      {may && steps.mayTry ? <TryInShadow cardId={version.id} again={run !== null} /> : null}
    </Section>
  )
}

async function Publication({ one: { run, version, proposals, steps, today, self }, may }: { one: One; may: boolean }) {
  const t = await getTranslations('rescoring.one')
  const locale = await getLocale()
  const [newest] = proposals
  const open = newest && !newest.verdict ? newest : null
  const mayPropose = may && steps.mayPropose
  if (!mayPropose && proposals.length === 0) return null
  return (
    <Section title={t('publication')} lead={t('publicationLead')}>
      {open ? (
        <Banner
          tone="warning"
          title={t('proposed', {
            name: open.proposedBy ?? '--',
            at: formatInstant(open.proposedAt, locale),
            day: formatDay(open.validFrom, locale, 'prose'),
          })}
        >
          <p>{open.note}</p>
          {may && open.proposedPerson === self ? <p>{t('own')}</p> : null}
        </Banner>
      ) : null}
      {open && may && open.proposedPerson !== self ? (
        <SettleProposal proposalId={open.id} version={version.version} validFrom={open.validFrom} />
      ) : null}
      {mayPropose && run?.digest ? (
        <ProposeForm cardId={version.id} runId={run.id} runDigest={run.digest} tomorrow={addDays(today, 1)} />
      ) : null}
      {proposals.some(({ verdict }) => verdict) ? <ProposalHistory proposals={proposals} /> : null}
    </Section>
  )
}
