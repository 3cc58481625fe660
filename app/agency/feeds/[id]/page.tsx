import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { DeliveryState } from '@/components/sources/delivery-table'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/figures'
import { SummaryList } from '@/components/ui/lists'
import { emptyMark, formatCount } from '@/components/ui/number-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import { storedWords } from '@/components/ui/stored-words'
import { requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'
import { orNotFound } from '../../../or-not-found'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('sources.feeds'))('title') })

type Props = { params: Promise<{ id: string }> }

/** One delivered file: what became of it, and the lines that were set aside. */
export default async function DeliveryPage({ params }: Props) {
  const id = z.uuidv7().safeParse((await params).id)
  if (!id.success) notFound()
  await requirePortal('AGENCY', `/agency/feeds/${id.data}`)
  const { delivery, lines } = await orNotFound((await api()).feedHealth.delivery({ id: id.data }))
  const t = await getTranslations('sources.feeds')
  const names = storedWords(await getTranslations('consent.dataClasses'))
  const reasons = storedWords(await getTranslations('sources.lineRefusals'))
  return (
    <>
      <Breadcrumbs items={[{ label: t('back'), href: '/agency' }, { label: delivery.fileName }]} />
      <PageHeader title={delivery.fileName} lead={names(delivery.dataClass)} />
      <Section title={t('state')}>
        <SummaryList
          rows={[
            { label: t('state'), value: <DeliveryState state={delivery.state} failure={delivery.failure} /> },
            { label: t('kind'), value: t(delivery.kind === 'CORRECTION' ? 'kinds.CORRECTION' : 'kinds.REGULAR') },
            { label: t('period'), value: `${delivery.periodFrom} – ${delivery.periodTo}` },
            { label: t('sequence'), value: <span className="figures">{String(delivery.sequence)}</span> },
            { label: t('received'), value: <DateText value={delivery.receivedAt} /> },
            { label: t('accepted'), value: <span className="figures">{formatCount(delivery.accepted)}</span> },
            { label: t('setAside'), value: <span className="figures">{formatCount(delivery.setAside)}</span> },
            { label: t('corrected'), value: <span className="figures">{formatCount(delivery.corrected)}</span> },
            { label: t('digest'), value: <code className="break-all text-13">{delivery.sha256}</code> },
          ]}
        />
      </Section>
      <Section title={t('lines')} lead={lines.length > 0 ? t('linesLead') : undefined}>
        <DataTable
          caption={t('lines')}
          captionHidden
          rows={lines}
          rowKey={({ line }) => String(line)}
          empty={<p className="text-fg-2">{t('noLines')}</p>}
          columns={[
            { key: 'line', header: t('line'), kind: 'figure', cell: ({ line }) => formatCount(line) },
            { key: 'reason', header: t('reason'), cell: ({ reason }) => (reasons.has(reason) ? reasons(reason) : reason) },
            { key: 'column', header: t('column'), cell: ({ column }) => column ?? emptyMark },
            { key: 'raw', header: t('raw'), cell: ({ raw }) => <code className="break-all text-13">{raw ?? emptyMark}</code> },
          ]}
        />
      </Section>
    </>
  )
}
