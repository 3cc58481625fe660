import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { CatalogueTable } from '@/components/sources/catalogue-table'
import { classOfPath, classPath } from '@/components/sources/class-path'
import { ClassRecords } from '@/components/sources/class-records'
import { Corrections } from '@/components/sources/corrections'
import { Provenance } from '@/components/sources/provenance'
import { QualityTable } from '@/components/sources/quality-table'
import { SnapshotList } from '@/components/sources/snapshot-list'
import { VerifyClaims } from '@/components/sources/verify-claims'
import { LinkButton } from '@/components/ui/button'
import { emptyMark } from '@/components/ui/number-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import { firstOf, type SearchParams } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { shanghaiDate } from '@/server/kernel/dates'
import { itemsOf, shareOf } from '@/server/sources/domain/catalogue'
import type { DataClass } from '@/server/sources/schema'
import { api } from '@/server/trpc/caller'
import { orNotFound } from '../../../or-not-found'

type Props = { params: Promise<{ class: string }>; searchParams: Promise<SearchParams> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const dataClass = classOfPath((await params).class)
  return dataClass ? { title: (await getTranslations('consent.dataClasses'))(dataClass) } : {}
}

export default async function RecordsPage({ params, searchParams }: Props) {
  const path = (await params).class
  const dataClass = classOfPath(path)
  if (!dataClass) notFound()
  const session = await requirePortal('ENTERPRISE', `/sme/data/${path}`)
  const snapshotId = firstOf((await searchParams).snapshot)
  const { snapshots, shown } = await orNotFound((await api()).sources.records({ dataClass, snapshotId }))
  const [t, consent] = [await getTranslations('sources'), await getTranslations('consent')]
  const ui = await getTranslations('ui')
  const name = consent(`dataClasses.${dataClass}`)
  return (
    <>
      <Breadcrumbs items={[{ label: t('title'), href: '/sme/data' }, { label: name }]} />
      <PageHeader title={name} lead={consent(`for.${dataClass}`)} />
      {shareOf(dataClass) === 'VERIFY' ? (
        <VerifyClaims
          rows={await (await api()).sources.verifications({ dataClass })}
          provider={await providerOf(dataClass)}
          mayAsk={mayOpen(session, 'source.refresh')}
        />
      ) : shown ? (
        <>
          <Section title={t('detail.provider')}>
            <Provenance provenance={shown.provenance} />
          </Section>
          <Section title={t('records')}>
            {shown.facts ? <ClassRecords records={shown.facts} /> : <p>{ui('erasedRecords')}</p>}
          </Section>
          <Section title={t('detail.versions')} lead={t('detail.versionsLead')}>
            <SnapshotList rows={snapshots} shownId={shown.provenance.snapshotId} path={`/sme/data/${classPath(dataClass)}`} />
          </Section>
        </>
      ) : (
        <EmptyState title={t('detail.empty')} actions={<LinkButton href="/sme/data">{t('detail.back')}</LinkButton>}>
          {t('detail.emptyHint')}
        </EmptyState>
      )}
      <AboutClass dataClass={dataClass} />
    </>
  )
}

async function providerOf(dataClass: DataClass): Promise<string> {
  const [providers, locale] = [await (await api()).sources.providers(), await getLocale()]
  const found = providers.find((one) => one.dataClass === dataClass)
  return (locale === 'en' ? found?.providerEn : found?.provider) ?? emptyMark
}

/** What is corrected, how good it is, and what the catalogue says of the class. */
async function AboutClass({ dataClass }: { dataClass: DataClass }) {
  const caller = await api()
  const [{ corrections, asOf }, quality] = [await caller.sources.overview(), await caller.sources.quality()]
  const t = await getTranslations('sources')
  const own = corrections.filter((one) => one.dataClass === dataClass)
  return (
    <>
      {own.length > 0 ? <Corrections rows={own} /> : null}
      {shareOf(dataClass) === 'VERIFY' ? null : (
        <Section title={t('quality.title')} lead={t('quality.lead')}>
          <QualityTable rows={quality.filter((row) => row.dataClass === dataClass)} today={shanghaiDate(asOf)} />
        </Section>
      )}
      <Section title={t('catalogue.title')}>
        <CatalogueTable caption={t('catalogue.title')} items={itemsOf(dataClass)} />
      </Section>
    </>
  )
}
