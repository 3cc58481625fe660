import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Unlogged } from '@/components/ledger/unlogged'
import { Verdict } from '@/components/report/verdict'
import { VerifyForm } from '@/components/report/verify-form'
import { LinkButton } from '@/components/ui/button'
import { PageHeader, Section } from '@/components/ui/page-header'
import { firstOf, type SearchParams } from '@/components/ui/query-href'
import { api } from '@/server/trpc/caller'
import { orUnlogged } from '../../../or-unlogged'

/** The code stands in the address: no search engine keeps it, and no other site is told where a visitor came from. */
export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('report.verify'))('title'),
  robots: { index: false, follow: false },
  referrer: 'no-referrer',
})

type Props = { params: Promise<{ number: string }>; searchParams: Promise<SearchParams> }

/** Whether a paper is genuine, and what the enterprise chose to show on it. */
export default async function VerdictPage({ params, searchParams }: Props) {
  const { number } = await params
  const code = firstOf((await searchParams).code) ?? ''
  const found = await orUnlogged((await api()).report.verify({ number: number.slice(0, 60), code: code.slice(0, 60) }))
  if (found === 'unlogged') return <Unlogged />
  const t = await getTranslations('report.verify')
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Verdict found={found} />
      {found.state === 'NOT_FOUND' ? (
        <Section title={t('again')}>
          <VerifyForm number={number} />
        </Section>
      ) : (
        <div>
          <LinkButton href="/verify">{t('again')}</LinkButton>
        </div>
      )}
    </>
  )
}
