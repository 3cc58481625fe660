import { useLocale, useTranslations } from 'next-intl'
import { useIndicatorText } from '@/components/portrait/indicator-text'
import { countyName } from '@/components/statistics/part-names'
import { DataTable } from '@/components/ui/data-table'
import { formatCount } from '@/components/ui/number-format'
import { Section } from '@/components/ui/page-header'
import type { ShadowReport } from '@/server/portrait/domain/shadow/shadow-result'
import { SizeKey } from '@/server/statistics/schema'
import { meanText, pointsText } from './points-text'

type Change = { indicatorId: ShadowReport['factors'][number]['indicatorId']; by: number }
const mostReasons = 3
const mostFactors = 20

/** Which factors the differences come from. */
export function MovingFactors({ report }: { report: ShadowReport }) {
  const t = useTranslations('rescoring.report')
  const { name } = useIndicatorText()
  return (
    <Section title={t('factors')} lead={t('factorsLead')}>
      <DataTable
        caption={t('factors')}
        captionHidden
        columns={[
          { key: 'factor', header: t('factor'), cell: ({ indicatorId }) => name(indicatorId) },
          { key: 'raised', header: t('raised'), kind: 'figure', cell: ({ raised }) => formatCount(raised) },
          { key: 'lowered', header: t('lowered'), kind: 'figure', cell: ({ lowered }) => formatCount(lowered) },
          { key: 'points', header: t('points'), kind: 'figure', cell: ({ points }) => pointsText(points) },
        ]}
        rows={report.factors.slice(0, mostFactors)}
        rowKey={({ indicatorId }) => indicatorId}
        empty={<p>{t('noFactors')}</p>}
      />
    </Section>
  )
}

/** Those whom the candidate moves most, and by what; without their names. */
export function Movers({ report }: { report: ShadowReport }) {
  const t = useTranslations('rescoring.report')
  const sizes = useTranslations('statistics.office.sizes')
  const locale = useLocale()
  const { name } = useIndicatorText()
  const reasons = (changes: readonly Change[]) =>
    [...changes]
      .sort((a, b) => Math.abs(b.by) - Math.abs(a.by))
      .slice(0, mostReasons)
      .map(({ indicatorId, by }) => `${name(indicatorId)} ${pointsText(by)}`)
  const grade = (from: string, to: string) => (from === to ? from : `${from} → ${to}`)
  return (
    <Section title={t('movers')} lead={t('moversLead')}>
      <DataTable
        caption={t('movers')}
        captionHidden
        columns={[
          { key: 'number', header: t('number'), cell: ({ number }) => formatCount(number) },
          { key: 'county', header: t('county'), cell: ({ countyCode }) => countyName(countyCode, locale) },
          { key: 'size', header: t('size'), cell: ({ size }) => sizes(SizeKey.safeParse(size).data ?? 'unknown') },
          {
            key: 'score',
            header: t('score'),
            cell: ({ fromScore, toScore }) => (
              <span className="figures whitespace-nowrap">
                {t('change', { from: fromScore, to: toScore, by: pointsText(toScore - fromScore) })}
              </span>
            ),
          },
          { key: 'grade', header: t('grade'), cell: ({ fromGrade, toGrade }) => grade(fromGrade, toGrade) },
          {
            key: 'why',
            header: t('why'),
            cell: ({ changes }) => (
              <ul className="grid">
                {reasons(changes).map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            ),
          },
        ]}
        rows={report.movers}
        rowKey={({ number }) => String(number)}
        empty={<p>{t('noFactors')}</p>}
      />
    </Section>
  )
}

/** Who moves, by county and by size. */
export function MovingGroups({ report }: { report: ShadowReport }) {
  const t = useTranslations('rescoring.report')
  const sizes = useTranslations('statistics.office.sizes')
  const locale = useLocale()
  const table = (title: string, label: (key: string) => string, groups: ShadowReport['counties']) => (
    <DataTable
      caption={title}
      columns={[
        { key: 'group', header: title, cell: ({ key }) => label(key) },
        { key: 'firms', header: t('groupFirms'), kind: 'figure', cell: ({ firms }) => formatCount(firms) },
        { key: 'up', header: t('upFirms'), kind: 'figure', cell: ({ up }) => formatCount(up) },
        { key: 'down', header: t('downFirms'), kind: 'figure', cell: ({ down }) => formatCount(down) },
        { key: 'mean', header: t('meanPoints'), kind: 'figure', cell: ({ points, firms }) => meanText(points, firms) },
      ]}
      rows={groups}
      rowKey={({ key }) => key}
      empty={null}
    />
  )
  return (
    <Section title={t('groups')}>
      {table(t('county'), (key) => countyName(key, locale), report.counties)}
      {table(t('size'), (key) => sizes(SizeKey.safeParse(key).data ?? 'unknown'), report.sizes)}
    </Section>
  )
}
