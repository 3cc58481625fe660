import { useLocale, useTranslations } from 'next-intl'
import { Verdict } from '@/components/public/tool-frame'
import { DataTable } from '@/components/ui/data-table'
import { emptyMark } from '@/components/ui/number-format'
import { Section } from '@/components/ui/page-header'
import { type SizeMetric, sizeMetrics, sizeRules } from '@/server/kernel/enterprise-size'
import type { SizeAnswer } from './query'

type Line = { metric: SizeMetric; given: number | undefined; bounds: readonly [number, number, number] }

/** The size, and the line of the standard that it comes from, with the enterprise's own figures beside the bounds. */
export function SizeVerdict({ answer: { size, rule, figures } }: { answer: SizeAnswer }) {
  const t = useTranslations('tools.size')
  const locale = useLocale()
  const { zh, en, bounds }: { zh: string; en: string; bounds: { [metric in SizeMetric]?: readonly [number, number, number] } } =
    sizeRules[rule]
  const number = new Intl.NumberFormat('en', { maximumFractionDigits: 6 })
  const lines = sizeMetrics.flatMap((metric): Line[] => {
    const limits = bounds[metric]
    return limits ? [{ metric, given: figures[metric], bounds: limits }] : []
  })
  const bound = (index: 0 | 1 | 2) => (line: Line) => t('atLeast', { bound: number.format(line.bounds[index]) })
  return (
    <Section title={t('answer')}>
      <Verdict label={t('sizeIs')} value={t(`sizes.${size}`)}>
        {t('because', { rule: locale === 'en' ? en : zh })}
      </Verdict>
      <DataTable
        caption={t('bounds')}
        rows={lines}
        rowKey={({ metric }) => metric}
        columns={[
          { key: 'metric', header: t('metric'), cell: ({ metric }) => t(`metricUnits.${metric}`) },
          {
            key: 'given',
            header: t('given'),
            kind: 'figure',
            cell: ({ given }) => (given === undefined ? emptyMark : number.format(given)),
          },
          { key: 'large', header: t('sizes.large'), kind: 'figure', cell: bound(0) },
          { key: 'medium', header: t('sizes.medium'), kind: 'figure', cell: bound(1) },
          { key: 'small', header: t('sizes.small'), kind: 'figure', cell: bound(2) },
        ]}
        empty={null}
      />
      <p className="max-w-[45em] text-14 text-fg-2">{t('rule')}</p>
    </Section>
  )
}
