import { useLocale, useTranslations } from 'next-intl'
import { formatMonth } from '@/components/ui/date-format'
import { FilterBar } from '@/components/ui/filter-bar'

type Props = { path: string; months: readonly { month: string; firms: number }[]; month: string; reference: string }

/** Which month, and against which; newest first. */
export function MonthFilter({ path, months, month, reference }: Props) {
  const t = useTranslations('monitoring')
  const locale = useLocale()
  const options = [...months]
    .reverse()
    .map((one) => ({ value: one.month, label: t('monthOption', { month: formatMonth(one.month, locale), count: one.firms }) }))
  return (
    <FilterBar
      path={path}
      filters={[
        { kind: 'select', name: 'month', label: t('month'), options, value: month },
        { kind: 'select', name: 'reference', label: t('reference'), options, value: reference },
      ]}
    />
  )
}
