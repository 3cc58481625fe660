import { useTranslations } from 'next-intl'
import { formatShare } from '@/components/ui/number-format'
import { percent } from './layout'

export type FunnelStage = { key: string; label: string; count: number /** With its unit. */; text: string }

/** Stages as bars from zero, each with its share of the stage before. */
export function FunnelBars({ stages, label }: { stages: readonly FunnelStage[]; label: string }) {
  const t = useTranslations('ui.chart')
  const max = Math.max(1, ...stages.map((stage) => stage.count))
  return (
    <ol aria-label={label} className="grid gap-3">
      {stages.map(({ key, label: name, count, text }, index) => {
        const before = stages[index - 1]
        return (
          <li key={key} className="grid grid-cols-[1fr_auto] items-center gap-x-4 @md:grid-cols-[8rem_1fr_11rem]">
            <span>{name}</span>
            <svg width="100%" height={20} aria-hidden="true" className="order-last col-span-2 @md:order-none @md:col-span-1">
              <rect width={percent(count / max)} height={20} rx={2} className="fill-chart-1" />
            </svg>
            <span className="figures text-right">
              <span className="whitespace-nowrap font-semibold">{text}</span>
              {before ? (
                <span className="ml-3 whitespace-nowrap text-13 text-fg-3">
                  {t('conversion', { share: formatShare(count, before.count) })}
                </span>
              ) : null}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
