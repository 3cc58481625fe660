import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { typed } from '@/components/public/query-reading'
import { Button } from '@/components/ui/button'
import { type Choice, Select } from '@/components/ui/choice-field'
import { parseMoneyText } from '@/components/ui/money-text'
import type { SearchParams } from '@/components/ui/query-href'
import { TextField } from '@/components/ui/text-field'
import { guaranteeModes } from '@/server/catalogue/schema'
import { counties } from '@/server/kernel/areas'
import { decimalText } from '@/server/kernel/number-text'
import { legalForms } from '@/server/sources/schema'
import { comparedIds } from './compared'
import { filterNames, type ProductQuery, sorts } from './filters'

type Props = { path: string; params: SearchParams; query: ProductQuery; institutions: Choice[] }

/** The amount in the visitor's unit; what could not be read stays as typed. */
function amountIn(unit: 'wan' | 'yuan', params: SearchParams): string {
  const text = typed(params, 'amount')
  const parsed = parseMoneyText(text, typed(params, 'unit') === 'yuan' ? 'yuan' : 'wan')
  if (!parsed.ok) return text
  const [divisor, digits] = unit === 'wan' ? ([1_000_000n, 6] as const) : ([100n, 2] as const)
  return decimalText(parsed.fen, divisor, digits)
    .replaceAll(',', '')
    .replace(/\.?0+$/, '')
}

/** The filters beside the list: a GET form, so that they live in the address. */
export async function ProductFilters({ path, params, query, institutions }: Props) {
  const t = await getTranslations('public.products')
  const ui = await getTranslations('ui.filter')
  const units = await getTranslations('tools.units')
  const catalogue = await getTranslations('catalogue')
  const english = (await getLocale()) === 'en'
  const unit = english ? 'yuan' : 'wan'
  const compared = comparedIds(params).join(',')
  const used = filterNames.filter((name) => typed(params, name) !== '').length
  const fault = (name: 'amount' | 'term') => (query.faults.includes(name) ? t(`faults.${name}`) : undefined)
  const field = (name: (typeof filterNames)[number]) => ({
    name,
    id: name,
    label: t(`filters.${name}`),
    defaultValue: typed(params, name),
  })
  return (
    <form
      action={path}
      method="get"
      noValidate
      aria-label={ui('title')}
      className="grid gap-5 rounded-card border border-border bg-surface p-card sm:grid-cols-2 lg:sticky lg:top-28 lg:grid-cols-1"
    >
      <input type="hidden" name="unit" value={unit} />
      {compared ? <input type="hidden" name="compare" value={compared} /> : null}
      <TextField
        {...field('amount')}
        defaultValue={amountIn(unit, params)}
        suffix={units(unit)}
        inputMode="decimal"
        optional="unmarked"
        error={fault('amount')}
      />
      <TextField {...field('term')} suffix={units('months')} inputMode="numeric" optional="unmarked" error={fault('term')} />
      <Select
        {...field('guarantee')}
        optional="unmarked"
        options={guaranteeModes.map((value) => ({ value, label: catalogue(`guaranteeModes.${value}`) }))}
      />
      <Select {...field('institution')} optional="unmarked" options={institutions} />
      <Select
        {...field('county')}
        optional="unmarked"
        options={counties.map(({ code, zh, en }) => ({ value: code, label: english ? en : zh }))}
      />
      <Select
        {...field('form')}
        optional="unmarked"
        options={legalForms.map((value) => ({ value, label: catalogue(`legalForms.${value}`) }))}
      />
      <Select
        name="sort"
        id="sort"
        label={t('sort')}
        optional="unmarked"
        defaultValue={query.sort}
        options={sorts.map((value) => ({ value, label: t(`sorts.${value}`) }))}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant={compared.includes(',') ? 'secondary' : 'primary'}>
          {ui('apply')}
        </Button>
        {used > 0 ? (
          <Link href={path} className="text-14 text-link underline-offset-4 hover:underline">
            {ui('clear')}
          </Link>
        ) : null}
      </div>
    </form>
  )
}
