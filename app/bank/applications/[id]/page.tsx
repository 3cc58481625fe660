import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { CardResults } from '@/components/cards/card-results'
import { ConsentWatch } from '@/components/consent/consent-watch'
import { Unlogged } from '@/components/ledger/unlogged'
import { CaseBar } from '@/components/lending/case-bar'
import { CaseDebts, CaseFacts, CaseTimes } from '@/components/lending/case-facts'
import { BankNotes, Contacts, Supplements } from '@/components/lending/case-records'
import { CaseTimeline } from '@/components/lending/case-timeline'
import { ConsentDeadline } from '@/components/lending/consent-deadline'
import { DecisionPanel } from '@/components/lending/decision-panel'
import { chosenAction, isLong, panelActions } from '@/components/lending/panel-actions'
import { ReassignCase } from '@/components/lending/reassign-case'
import { PortraitPanel } from '@/components/portrait/portrait-panel'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/button'
import { Section } from '@/components/ui/page-header'
import { firstOf, queryHref, type SearchParams } from '@/components/ui/query-href'
import { ForbiddenState } from '@/components/ui/states'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { adverseDraft } from '@/server/portrait/domain/adverse'
import { api } from '@/server/trpc/caller'
import { orClosed } from '../../../or-closed'
import { orNotFound } from '../../../or-not-found'
import { orUnlogged } from '../../../or-unlogged'
import { filtersOf, onlyQueue, queueOf } from '../../queue-filters'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> }

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('bank.review'))('title') })

export default async function ReviewPage({ params, searchParams }: Props) {
  const { id } = await params
  const session = await requirePortal('INSTITUTION', `/bank/applications/${id}`)
  const asked = await searchParams
  const caller = await api()
  if (!mayOpen(session, 'application.review')) {
    if (!mayOpen(session, 'application.reassign')) return <ForbiddenState />
    const handed = await orNotFound(caller.lending.toReassign({ applicationId: id }))
    return <ReassignCase application={handed} queueHref={queryHref('/bank', onlyQueue(asked), {})} />
  }
  const application = await orClosed(orNotFound(caller.lending.review({ applicationId: id })))
  if (typeof application === 'string') {
    const [refusals, words] = [await getTranslations('refusals'), await getTranslations('bank.closed')]
    return (
      <ForbiddenState
        title={words(application)}
        actions={<LinkButton href={queryHref('/bank', onlyQueue(asked), {})}>{words('back')}</LinkButton>}
      >
        {refusals(application)}
      </ForbiddenState>
    )
  }
  const approves = mayOpen(session, 'application.decide')
  const purpose = application.contractedAt ? 'CONTRACT' : approves ? 'LOAN_APPROVAL' : 'LOAN_REVIEW'
  const [t, reading, around, cards] = await Promise.all([
    getTranslations('bank.review'),
    orUnlogged(caller.portrait.readGranted({ applicationId: id, purpose })),
    caller.lending.neighbours({ ...filtersOf(queueOf(asked, session.roles)), applicationId: id }),
    orUnlogged(caller.cards.run({ applicationId: id, purpose })),
  ])
  const moved = await getTranslations('consent.moved')
  const kept = onlyQueue(asked)
  const hrefOf = (to: string) => queryHref(`/bank/applications/${to}`, kept, {})
  const actions = panelActions(application, mayOpen(session, 'application.handle'))
  const chosen = chosenAction(actions, firstOf(asked.act))
  return (
    <>
      <div className="grid gap-2">
        <Breadcrumbs items={[{ label: t('queue'), href: queryHref('/bank', kept, {}) }, { label: application.number }]} />
        {around.mine.length > 1 ? (
          <nav aria-label={t('mine')} className="overflow-x-auto">
            <ul className="flex gap-1 border-border border-b">
              {around.mine.map((one) => (
                <li key={one.id}>
                  <Link
                    href={hrefOf(one.id)}
                    aria-current={one.id === id ? 'page' : undefined}
                    className="inline-flex min-h-9 items-center whitespace-nowrap border-transparent border-b-2 px-3 text-14 text-fg-2 hover:text-fg aria-[current=page]:border-primary aria-[current=page]:font-semibold aria-[current=page]:text-fg"
                  >
                    {one.enterpriseName}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
        ) : null}
      </div>
      <ConsentDeadline application={application} />
      <CaseBar application={application} {...around} hrefOf={hrefOf} />
      <div className="grid items-start gap-6 lg:grid-cols-2 xl:grid-cols-12">
        <div className="grid min-w-0 gap-6 xl:col-span-5">
          <CaseFacts application={application} />
          <CaseDebts application={application} />
          <Supplements application={application} />
          <Contacts application={application} />
          <BankNotes application={application} />
          <CaseTimes application={application} />
          <CaseTimeline application={application} />
        </div>
        <div className="grid min-w-0 gap-6 xl:col-span-4">
          {reading === 'unlogged' || cards === 'unlogged' ? (
            <Section title={t('portrait')}>
              <Unlogged />
            </Section>
          ) : reading.ok ? (
            // Drawn anew when what may be shown is another; the watch begins again with it.
            <ConsentWatch
              key={reading.value.classes.join()}
              applicationId={id}
              classes={reading.value.classes}
              instead={
                <Section title={t('portrait')}>
                  <Banner tone="warning" title={moved('title')}>
                    {moved('body')}
                  </Banner>
                </Section>
              }
            >
              <Section title={t('portrait')}>
                <PortraitPanel reading={reading} href={(one) => `/bank/applications/${id}/evidence/${one}`} />
              </Section>
              <CardResults reading={cards} />
            </ConsentWatch>
          ) : (
            <Section title={t('portrait')}>
              <PortraitPanel reading={reading} />
            </Section>
          )}
        </div>
        <div className={`min-w-0 lg:col-span-2 xl:col-span-3 ${isLong(chosen) ? '' : 'xl:sticky xl:top-[172px]'}`}>
          <DecisionPanel
            application={application}
            actions={actions}
            chosen={chosen}
            hrefOf={(act) => queryHref(`/bank/applications/${id}`, kept, { act })}
            approves={approves}
            adverse={reading !== 'unlogged' && reading.ok ? adverseDraft(reading.value.portrait) : null}
          />
        </div>
      </div>
    </>
  )
}
