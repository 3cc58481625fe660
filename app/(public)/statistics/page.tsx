import type { Metadata } from 'next'
import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { HeadlineFigures } from '@/components/public/headline-figures'
import { formatDay } from '@/components/ui/date-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import { api } from '@/server/trpc/caller'
import { LprTrend } from './lpr-trend'
import { CountyTiles, ModeTable } from './supply-figures'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('public.statistics'))('title') }
}

/** What anyone may know: totals that tell of nobody, the products on offer, and the market rate that they stand on. */
export default async function StatisticsPage() {
  const t = await getTranslations('public.statistics')
  const figures = await getTranslations('statistics.figures')
  const locale = await getLocale()
  const caller = await api()
  const [headline, products] = await Promise.all([caller.statistics.publicHeadline(), caller.catalogue.publicList()])
  const day = formatDay(headline.asOf, locale, 'prose')
  const link = 'text-link underline underline-offset-4'
  const defined = ['registeredEnterprises', 'applications', 'grantedFen', 'disbursedFen', 'borrowers'] as const
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead', { day })} />
      <Section
        title={t('totals')}
        lead={t('totalsLead')}
        actions={
          <a href="/statistics/headline.csv" download className={link}>
            {t('download')}
          </a>
        }
      >
        <HeadlineFigures headline={headline} figures="all" />
      </Section>
      <Section title={t('supply')} lead={t('supplyLead', { day, count: products.length })}>
        <div className="grid items-start gap-8 lg:grid-cols-[22rem_1fr]">
          <CountyTiles products={products} day={day} />
          <ModeTable products={products} today={headline.asOf} />
        </div>
      </Section>
      <Section title={t('market')} lead={t('marketLead')}>
        <LprTrend />
      </Section>
      <Section title={t('definitions')} id="definitions">
        <dl className="grid gap-3">
          {defined.map((id) => (
            <div key={id} className="grid gap-x-6 sm:grid-cols-[10rem_1fr]">
              <dt className="font-semibold">{figures(`${id}.name`)}</dt>
              <dd className="max-w-[45em] text-fg-2">{figures(`${id}.definition`)}</dd>
            </div>
          ))}
        </dl>
        <p>
          <Link href="/definitions" className={link}>
            {t('allDefinitions')}
          </Link>
        </p>
      </Section>
      <Section title={t('revisions')}>
        <p className="max-w-[45em] text-fg-2">{t('revisionsBody')}</p>
      </Section>
    </>
  )
}
