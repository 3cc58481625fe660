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

/** The index with its reading, and the two distributions that it compares. */
export function StabilityView({ months, pair }: Props) {
  const t = useTranslations('monitoring.stability')
  const cards = useTranslations('monitoring')
  const locale = useLocale()
  const { comparison, cards: versions } = pair
  const { classes, expected, actual, psi, noise, verdict } = comparison
  const [month, reference] = [formatMonth(pair.month, locale, 'prose'), formatMonth(pair.reference, locale, 'prose')]
  const title = t(`findings.${verdict}`, { month, reference })
  const csv = (table: string) => queryHref('/api/exports/monitoring', { month: pair.month, reference: pair.reference }, { table })
  const pairs = classes.map(({ places, expected: before, actual: after }) => ({
    key: String(places[0]),
    label: bandText(places),
    first: expected ? before / expected : 0,
    second: actual ? after / actual : 0,
  }))
  const broken = months.findIndex((one, at) => at > 0 && one.cards.join() !== months[at - 1]?.cards.join())
  return (
    <>
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
      <Section title={t('distribution')} lead={t('distributionLead')}>
        <ChartFigure
          title={title}
          subtitle={t('subtitle', { month, reference })}
          csvHref={csv('stability')}
          note={versions.length > 1 ? cards('cardsDiffer', { cards: versions.join(cards('listSeparator')) }) : undefined}
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
    </>
  )
}
