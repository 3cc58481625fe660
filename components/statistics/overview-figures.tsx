import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { StatRow } from '@/components/ui/figures'
import { formatCount, formatMoney, formatRate, formatShare, moneyFigure, moneyUnitLabel } from '@/components/ui/number-format'
import {
  creditLoanShare,
  firstLoanShare,
  netNewFen,
  type Share,
  type Sums,
  weightedRateBps,
} from '@/server/statistics/domain/figures'
import type { RecordKind } from '@/server/statistics/schema'
import type { overview } from '@/server/statistics/use-cases/overview'
import { HeadlineFigure } from './headline-figure'

type Overview = Awaited<ReturnType<typeof overview>>
type Props = { data: Overview; hrefOf: (kind: RecordKind, period: 'month' | 'year' | 'cumulative') => string }

const daysText = (days: number | null) => (days === null ? '--' : String(days))

function useAmounts() {
  const locale = useLocale()
  return {
    // English has no 万: millions and billions, with the sign before them.
    amount: (fen: bigint) => (locale === 'en' ? formatMoney(fen, 'yi', locale) : moneyFigure(fen, 'wan', locale)),
    unit: locale === 'en' ? undefined : moneyUnitLabel('wan', locale),
    prose: (fen: bigint) => formatMoney(fen, locale === 'en' ? 'yi' : 'wan', locale),
  }
}

/** Enterprises and balance: what stands on the day. */
export function StockFigures({ data, hrefOf }: Props) {
  const t = useTranslations('statistics.office')
  const { amount, unit, prose } = useAmounts()
  const { cumulative } = data.sums
  return (
    <StatRow>
      <HeadlineFigure
        figure="registeredEnterprises"
        value={formatCount(cumulative.registeredEnterprises)}
        href={hrefOf('enterprises', 'cumulative')}
      />
      <HeadlineFigure
        figure="balanceFen"
        value={amount(cumulative.balanceFen)}
        unit={unit}
        beside={cumulative.writtenOffFen === 0n ? null : t('writtenOff', { amount: prose(cumulative.writtenOffFen) })}
        href={hrefOf('balance', 'cumulative')}
      />
      <HeadlineFigure
        figure="creditLoanShare"
        value={shareText(creditLoanShare(cumulative))}
        beside={t('ofTotal', { part: prose(cumulative.creditBalanceFen), whole: prose(cumulative.balanceFen) })}
        href={hrefOf('balance', 'cumulative')}
      />
    </StatRow>
  )
}

const shareText = ({ numerator, denominator }: Share) => formatShare(numerator, denominator)

/** Applications, grants and disbursements, each for the month, the year and since launch; never one in another. */
export function FlowFigures({ data, hrefOf }: Props) {
  const t = useTranslations('statistics.office')
  const { amount, unit, prose } = useAmounts()
  const { pipeline } = data
  const beside: Record<'applications' | 'grantedFen' | 'disbursedFen', (sums: Sums, period: string) => ReactNode> = {
    applications: (_, period) =>
      period === 'cumulative'
        ? t('pendingBeside', { decided: pipeline.granted + pipeline.refused, pending: pipeline.pending })
        : null,
    grantedFen: (sums) => t('items', { count: formatCount(sums.grantedApplications) }),
    disbursedFen: (sums) => t('netNew', { renewal: prose(sums.renewalFen), net: prose(netNewFen(sums)) }),
  }
  const kinds = { applications: 'applications', grantedFen: 'granted', disbursedFen: 'disbursements' } as const
  return (['applications', 'grantedFen', 'disbursedFen'] as const).map((figure) => (
    <StatRow key={figure}>
      {(['month', 'year', 'cumulative'] as const).map((period) => {
        const sums = data.sums[period]
        return (
          <HeadlineFigure
            key={period}
            figure={figure}
            period={period}
            value={figure === 'applications' ? formatCount(sums.applications) : amount(sums[figure])}
            unit={figure === 'applications' ? undefined : unit}
            beside={beside[figure](sums, period)}
            href={hrefOf(kinds[figure], period)}
          />
        )
      })}
    </StatRow>
  ))
}

/** Structure, price and speed of the year, each with what it is made of. */
export function QualityFigures({ data, hrefOf }: Props) {
  const t = useTranslations('statistics.office')
  const { prose } = useAmounts()
  const { year } = data.sums
  const { days, pipeline } = data
  return (
    <>
      <StatRow>
        <HeadlineFigure
          figure="firstLoanShare"
          value={shareText(firstLoanShare(year))}
          beside={t('ofTotal', { part: prose(year.firstLoanFen), whole: prose(year.disbursedFen) })}
          href={hrefOf('disbursements', 'year')}
        />
        <HeadlineFigure
          figure="weightedRateBps"
          value={formatRate(weightedRateBps(year))}
          beside={t('borrowersBeside', { count: formatCount(data.borrowers) })}
          href={hrefOf('disbursements', 'year')}
        />
        <HeadlineFigure
          figure="medianDaysToDecision"
          value={daysText(days.median)}
          unit={t('days', { count: '' }).trim()}
          beside={
            <>
              {t('p90Beside', { days: daysText(days.p90) })}
              <br />
              {t('stoppedBeside', { days: formatCount(days.stoppedTotal), count: formatCount(days.withStops) })}
            </>
          }
          href={hrefOf('decisions', 'year')}
        />
      </StatRow>
      <p className="figures text-14 text-fg-2">
        {t('share.sentence', {
          name: t('share.granted'),
          share: formatShare(pipeline.granted, pipeline.granted + pipeline.refused),
          parts: t('ofTotal', { part: formatCount(pipeline.granted), whole: formatCount(pipeline.granted + pipeline.refused) }),
          beside: t('share.endedBeside', { pending: pipeline.pending, ended: pipeline.ended }),
        })}
      </p>
    </>
  )
}
