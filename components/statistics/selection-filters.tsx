import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import type { Choice } from '@/components/ui/choice-field'
import { inputClass } from '@/components/ui/field'
import type { PlainDate } from '@/server/kernel/dates'
import type { Selection } from '@/server/statistics/schema'

type Props = {
  path: string
  selection: Selection
  choices: Record<'institution' | 'county' | 'industry' | 'size', readonly Choice[]>
  /** Of someone limited to a county: there is nothing to choose. */
  countyFixed: boolean
  dates: readonly { name: 'asOf' | 'from' | 'to'; value?: PlainDate }[]
  today: PlainDate
  /** Further choices before the rest, such as what to cut by. */
  first?: readonly { name: 'kind' | 'by' | 'period'; value: string; options: readonly Choice[] }[]
  keep?: Record<string, string | undefined>
  children?: ReactNode
}

/** What part of the city and which day: a GET form, so that every view has an address. */
export function SelectionFilters({
  path,
  selection,
  choices,
  countyFixed,
  dates,
  today,
  first = [],
  keep = {},
  children,
}: Props) {
  const t = useTranslations('statistics.office')
  const ui = useTranslations('ui')
  const parts = (['institution', 'county', 'industry', 'size'] as const).filter((part) => part !== 'county' || !countyFixed)
  return (
    <form action={path} method="get" aria-label={ui('filter.title')} className="flex flex-wrap items-end gap-3">
      {Object.entries(keep).map(([name, value]) => (value ? <input key={name} type="hidden" name={name} value={value} /> : null))}
      {dates.map(({ name, value }) => (
        <div key={name} className="grid gap-1">
          <label htmlFor={`filter-${name}`} className="text-14 text-fg-2">
            {name === 'asOf' ? t('asOf') : t(`filters.${name}`)}
          </label>
          <input id={`filter-${name}`} type="date" name={name} defaultValue={value} max={today} className={inputClass} />
        </div>
      ))}
      {first.map(({ name, value, options }) => (
        <Choose key={name} name={name} label={t(`filters.${name}`)} value={value} options={options} />
      ))}
      {parts.map((part) => (
        <Choose
          key={part}
          name={part}
          label={t(`filters.${part}`)}
          value={selection[part] ?? ''}
          options={choices[part]}
          any={ui('field.any')}
        />
      ))}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit">{ui('filter.apply')}</Button>
        {children}
      </div>
    </form>
  )
}

type ChooseProps = { name: string; label: string; value: string; options: readonly Choice[]; any?: string }

function Choose({ name, label, value, options, any }: ChooseProps) {
  return (
    <div className="grid max-w-full gap-1">
      <label htmlFor={`filter-${name}`} className="text-14 text-fg-2">
        {label}
      </label>
      <select id={`filter-${name}`} name={name} defaultValue={value} className={`${inputClass} max-w-60`}>
        {any ? <option value="">{any}</option> : null}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
