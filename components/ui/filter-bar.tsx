import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from './button'
import type { Choice } from './choice-field'
import { inputClass } from './field'

export type Filter =
  | { kind: 'select'; name: string; label: string; options: readonly Choice[]; value?: string }
  | { kind: 'text' | 'date'; name: string; label: string; value?: string; placeholder?: string }

type Props = {
  /** The list's own path: the form is a GET to it, so filters live in the address. */
  path: string
  filters: readonly Filter[]
  /** Parameters to keep, such as the sort order. */
  keep?: Record<string, string | undefined>
  /** More beside the buttons: an export link. */
  children?: ReactNode
}

/** Filters of a list. Works without scripts; says how many are in use. */
export function FilterBar({ path, filters, keep = {}, children }: Props) {
  const t = useTranslations('ui')
  const active = filters.filter((filter) => filter.value).length
  return (
    <form
      action={path}
      method="get"
      aria-label={t('filter.title')}
      className="grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap"
    >
      {Object.entries(keep).map(([name, value]) => (value ? <input key={name} type="hidden" name={name} value={value} /> : null))}
      {filters.map((filter) => (
        <div key={filter.name} className={`grid min-w-0 gap-1 sm:min-w-36 ${filter.kind === 'text' ? 'max-sm:col-span-2' : ''}`}>
          <label htmlFor={`filter-${filter.name}`} className="text-14 text-fg-2">
            {filter.label}
          </label>
          {filter.kind === 'select' ? (
            <select id={`filter-${filter.name}`} name={filter.name} defaultValue={filter.value ?? ''} className={inputClass}>
              <option value="">{t('field.any')}</option>
              {filter.options.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          ) : (
            <input
              id={`filter-${filter.name}`}
              type={filter.kind === 'date' ? 'date' : 'search'}
              name={filter.name}
              defaultValue={filter.value}
              placeholder={filter.placeholder}
              maxLength={100}
              className={inputClass}
            />
          )}
        </div>
      ))}
      <div className="flex flex-wrap items-center gap-3 max-sm:col-span-2">
        <Button type="submit">{t('filter.apply')}</Button>
        {active > 0 ? (
          <>
            <Link href={path} className="text-14 text-link underline-offset-4 hover:underline">
              {t('filter.clear')}
            </Link>
            <span className="text-14 text-fg-3">{t('filter.active', { count: active })}</span>
          </>
        ) : null}
        {children}
      </div>
    </form>
  )
}
