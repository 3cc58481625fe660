import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ConsentWatch } from '@/components/consent/consent-watch'
import { Unlogged } from '@/components/ledger/unlogged'
import { WhatChanges } from '@/components/portrait/change'
import { GrantedEvidenceSection } from '@/components/portrait/granted-evidence'
import { IndicatorFacts } from '@/components/portrait/indicator-evidence'
import { IndicatorHeadline } from '@/components/portrait/indicator-headline'
import { PeerFigures } from '@/components/portrait/peers'
import { ReadRefused } from '@/components/portrait/read-refused'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { Banner } from '@/components/ui/banner'
import { DateText } from '@/components/ui/figures'
import { PageHeader, Section } from '@/components/ui/page-header'
import { ForbiddenState } from '@/components/ui/states'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { indicatorKey } from '@/server/portrait/domain/value-words'
import { IndicatorId } from '@/server/portrait/schema'
import { api } from '@/server/trpc/caller'
import { orNotFound } from '../../../../../or-not-found'
import { orUnlogged } from '../../../../../or-unlogged'

type Props = { params: Promise<{ id: string; indicator: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const id = IndicatorId.safeParse((await params).indicator)
  return id.success ? { title: (await getTranslations('indicators'))(`${indicatorKey(id.data)}.name`) } : {}
}

/** One figure of a portrait, down to the lines of the agencies' records that it was read from: a look of its own on record. */
export default async function GrantedIndicatorPage({ params }: Props) {
  const { id, indicator } = await params
  const parsed = IndicatorId.safeParse(indicator)
  if (!parsed.success) notFound()
  const session = await requirePortal('INSTITUTION', `/bank/applications/${id}/evidence/${parsed.data}`)
  if (!mayOpen(session, 'portrait.read-granted')) return <ForbiddenState />
  const purpose = mayOpen(session, 'application.decide') ? 'LOAN_APPROVAL' : 'LOAN_REVIEW'
  const caller = await api()
  const asked = { applicationId: id, indicatorId: parsed.data, purpose } as const
  const [t, names, review, moved, found] = await Promise.all([
    getTranslations('portrait'),
    getTranslations('indicators'),
    getTranslations('bank.review'),
    getTranslations('consent.moved'),
    orNotFound(orUnlogged(caller.portrait.grantedIndicator(asked))),
  ])
  const name = names(`${indicatorKey(parsed.data)}.name`)
  const trail = (
    <Breadcrumbs
      items={[
        { label: review('queue'), href: '/bank' },
        { label: review('title'), href: `/bank/applications/${id}` },
        { label: name },
      ]}
    />
  )
  if (found === 'unlogged' || !found.ok) {
    return (
      <>
        {trail}
        <PageHeader title={name} />
        {found === 'unlogged' ? <Unlogged /> : <ReadRefused refusal={found.refusal} />}
      </>
    )
  }
  const { portrait, reading, factor, bins, peers, evidence, classes } = found.value
  return (
    <>
      {trail}
      <ConsentWatch
        key={classes.join()}
        applicationId={id}
        classes={classes}
        instead={
          <>
            <PageHeader title={name} />
            <Banner tone="warning" title={moved('title')}>
              {moved('body')}
            </Banner>
          </>
        }
      >
        <PageHeader title={name} lead={<DateText value={portrait.asOf} variant="prose" />} />
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <Section title={t('indicator.value')}>
            <IndicatorHeadline reading={reading} />
            <IndicatorFacts reading={reading} factor={factor} />
            <WhatChanges bins={bins} id={parsed.data} points={factor?.points ?? null} />
          </Section>
          <Section title={t('peers.title')}>
            <PeerFigures id={parsed.data} own={reading.state === 'KNOWN' ? reading.value : null} peers={peers} />
          </Section>
        </div>
        {evidence.map((one) => (
          <GrantedEvidenceSection key={one.dataClass} evidence={one} />
        ))}
        <p className="text-13 text-fg-3">{t('panel.linesOnRecord')}</p>
      </ConsentWatch>
    </>
  )
}
