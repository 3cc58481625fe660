import { useLocale, useTranslations } from 'next-intl'
import { ChartFigure } from '@/components/charts/chart-figure'
import { PairedBars } from '@/components/charts/paired-bars'
import { TrendLine } from '@/components/charts/trend-line'
import { formatMonth } from '@/components/ui/date-format'
import { Stat, StatRow } from '@/components/ui/figures'
import { formatCount } from '@/components/ui/number-format'
import { Section } from '@/components/ui/page-header'
import { queryHref } from '@/components/ui/query-href'
import type { StabilityReading } from '@/server/monitoring/use-cases/watch-population'
import { bandText, percentText, psiText, shareText } from './figures-text'
import { VerdictTag } from './verdict-tag'

type Props = { months: StabilityReading['months']; pair: NonNullable<StabilityReading['pair']> }

/** The index with its reading, the two distributions that it compares, and its course. */
export function StabilityView({ months, pair }: Props) {
  return (
    <>
      <Reading pair={pair} />
      <Distributions pair={pair} />
      <Course months={months} pair={pair} />
    </>
  )
}

type PairProps = Pick<Props, 'pair'>

/** The two months in words, and where their tables are downloaded. */
function useMonths({ pair }: PairProps) {
  const locale = useLocale()
  return {
    month: formatMonth(pair.month, locale, 'prose'),
    reference: formatMonth(pair.reference, locale, 'prose'),
    csv: (table: string) => queryHref('/api/exports/monitoring', { month: pair.month, reference: pair.reference }, { table }),
  }
}

function Reading({ pair }: PairProps) {
  const t = useTranslations('monitoring.stability')
  const cards = useTranslations('monitoring')
  const { month, reference } = useMonths({ pair })
  const { comparison } = pair
  const { expected, actual, psi, noise } = comparison
  return (
    <StatRow>
      <Stat
        label={t('index', { month })}
        value={psiText(psi)}
        delta={<VerdictTag comparison={comparison} />}
        note={t('against', { reference })}
      />
      <Stat label={t('noise')} value={psiText(noise)} note={t('noiseNote')} />
      <Stat label={t('firms', { month })} value={formatCount(actual)} unit={cards('unitFirm')} note={t('firmsNote')} />
      <Stat
        label={t('firms', { month: reference })}
        value={formatCount(expected)}
        unit={cards('unitFirm')}
        note={t('firmsNote')}
      />
    </StatRow>
  )
}

function Distributions({ pair }: PairProps) {
  const t = useTranslations('monitoring.stability')
  const cards = useTranslations('monitoring')
  const { month, reference, csv } = useMonths({ pair })
  const { classes, expected, actual, verdict } = pair.comparison
  const title = t(`findings.${verdict}`, { month, reference })
  const pairs = classes.map(({ places, expected: before, actual: after }) => ({
    key: String(places[0]),
    label: bandText(places),
    first: expected ? before / expected : 0,
    second: actual ? after / actual : 0,
  }))
  return (
    <Section title={t('distribution')} lead={t('distributionLead')}>
      <ChartFigure
        title={title}
        subtitle={t('subtitle', { month, reference })}
        csvHref={csv('stability')}
        note={pair.cards.length > 1 ? cards('cardsDiffer', { cards: pair.cards.join(cards('listSeparator')) }) : undefined}
        table={{
          head: [
            t('band'),
            t('count', { month: reference }),
            t('share', { month: reference }),
            t('count', { month }),
            t('share', { month }),
          ],
          rows: classes.map(({ places, expected: before, actual: after }) => ({
            key: String(places[0]),
            cells: [
              bandText(places),
              formatCount(before),
              shareText(before, expected),
              formatCount(after),
              shareText(after, actual),
            ],
          })),
        }}
      >
        <PairedBars label={title} pairs={pairs} names={[reference, month]} format={percentText} />
      </ChartFigure>
    </Section>
  )
}

/** The index of every month, broken where another card came into force. */
function Course({ months, pair }: Props) {
  const t = useTranslations('monitoring.stability')
  const cards = useTranslations('monitoring')
  const locale = useLocale()
  const { reference, csv } = useMonths({ pair })
  const broken = months.findIndex((one, at) => at > 0 && one.cards.join() !== months[at - 1]?.cards.join())
  return (
    <Section title={t('trend')} lead={t('trendLead', { reference })}>
      <ChartFigure
        title={t(`trendFindings.${months.some((one) => one.verdict === 'SHIFTED') ? 'SHIFTED' : 'STABLE'}`, { reference })}
        subtitle={t('trendSubtitle')}
        csvHref={csv('months')}
        note={t('bands')}
        table={{
          head: [cards('month'), t('psi'), t('firmsShort'), t('card')],
          rows: months.map((one) => ({
            key: one.month,
            cells: [formatMonth(one.month, locale), psiText(one.psi), formatCount(one.firms), one.cards.join(' ')],
          })),
        }}
      >
        <TrendLine
          label={t('trendSubtitle')}
          places={months.map((one) => formatMonth(one.month, locale))}
          series={[{ name: t('psi'), values: months.map((one) => one.psi) }]}
          format={(value) => value.toFixed(2)}
          breakAt={broken > 0 ? { index: broken, label: t('cardChanged') } : undefined}
          height={200}
        />
      </ChartFigure>
    </Section>
  )
}
