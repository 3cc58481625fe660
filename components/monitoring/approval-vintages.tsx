import { useTranslations } from 'next-intl'
import { LinkButton } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table'
import { emptyMark, formatCount } from '@/components/ui/number-format'
import { Section } from '@/components/ui/page-header'
import { EmptyState } from '@/components/ui/states'
import type { ApprovalVintage } from '@/server/monitoring/domain/approval-vintages'
import { bandText, quarterText, shareText } from './figures-text'

/** Approval by quarter of the decision, for each band of the score. */
export function ApprovalVintages({ vintages, csvHref }: { vintages: readonly ApprovalVintage[]; csvHref: string }) {
  const t = useTranslations('monitoring.outcomes.approvalVintages')
  const bands = vintages[0]?.bands.map(({ places }) => places) ?? []
  const rate = (one: { decided: number; granted: number } | undefined) =>
    one ? `${shareText(one.granted, one.decided)} (${formatCount(one.granted)}/${formatCount(one.decided)})` : emptyMark
  const download = (
    <LinkButton href={csvHref} prefetch={false}>
      {t('export')}
    </LinkButton>
  )
  return (
    <Section title={t('title')} lead={t('lead')} actions={vintages.length > 0 ? download : null}>
      <DataTable
        caption={t('title')}
        captionHidden
        rows={vintages}
        rowKey={({ from }) => from}
        empty={<EmptyState title={t('empty')}>{t('emptyBody')}</EmptyState>}
        columns={[
          { key: 'quarter', header: t('quarter'), cell: (one) => quarterText(one) },
          ...bands.map((places) => ({
            key: String(places[0]),
            header: bandText(places),
            kind: 'figure' as const,
            cell: (one: ApprovalVintage) => rate(one.bands.find((band) => band.places[0] === places[0])),
          })),
          { key: 'all', header: t('all'), kind: 'figure', cell: rate },
        ]}
      />
    </Section>
  )
}
