import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { WhatChanges } from '@/components/portrait/change'
import { EvidenceSection, IndicatorFacts } from '@/components/portrait/indicator-evidence'
import { IndicatorHeadline } from '@/components/portrait/indicator-headline'
import { PeerFigures } from '@/components/portrait/peers'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/button'
import { DateText } from '@/components/ui/figures'
import { PageHeader, Section } from '@/components/ui/page-header'
import { firstOf, type SearchParams } from '@/components/ui/query-href'
import { requirePortal } from '@/server/auth/guard-page'
import { indicatorKey } from '@/server/portrait/domain/value-words'
import { IndicatorId } from '@/server/portrait/schema'
import { api } from '@/server/trpc/caller'
import { orNotFound } from '../../../../or-not-found'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const id = IndicatorId.safeParse((await params).id)
  return id.success ? { title: (await getTranslations('indicators'))(`${indicatorKey(id.data)}.name`) } : {}
}

export default async function IndicatorPage({ params, searchParams }: Props) {
  const parsed = IndicatorId.safeParse((await params).id)
  if (!parsed.success) notFound()
  const indicatorId = parsed.data
  await requirePortal('ENTERPRISE', `/sme/portrait/indicators/${indicatorId}`)
  const portraitId = firstOf((await searchParams).portrait)
  const caller = await api()
  const { portrait, reading, factor, bins, evidence } = await orNotFound(caller.portrait.indicator({ indicatorId, portraitId }))
  const peers = await caller.portrait.peers()
  const [t, names] = [await getTranslations('portrait'), await getTranslations('indicators')]
  const name = names(`${indicatorKey(indicatorId)}.name`)
  const back = portrait.supersededAt ? `/sme/portrait?id=${portrait.id}` : '/sme/portrait'
  return (
    <>
      <Breadcrumbs items={[{ label: t('title'), href: back }, { label: name }]} />
      <PageHeader title={name} lead={<DateText value={portrait.asOf} variant="prose" />} />
      <Section title={t('indicator.value')}>
        <IndicatorHeadline reading={reading} />
        <IndicatorFacts reading={reading} factor={factor} />
      </Section>
      <Section title={t('change.title')}>
        <WhatChanges bins={bins} id={indicatorId} points={factor?.points ?? null} />
        <div>
          <LinkButton href="/sme/portrait/way-up">{t('wayUp.fromPortrait')}</LinkButton>
        </div>
      </Section>
      <Section title={t('peers.title')}>
        <PeerFigures id={indicatorId} own={reading.state === 'KNOWN' ? reading.value : null} peers={peers} />
      </Section>
      {reading.state === 'MISSING' ? (
        <Banner title={t('indicator.lacking')} actions={<LinkButton href="/sme/data">{t('indicator.fetch')}</LinkButton>}>
          {reading.classes.map((dataClass) => names(`dataClasses.${dataClass}`)).join(' · ')}
        </Banner>
      ) : null}
      {evidence.map((one) => (
        <EvidenceSection key={one.dataClass} evidence={one} />
      ))}
    </>
  )
}
