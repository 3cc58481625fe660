import { getLocale, getTranslations } from 'next-intl/server'
import { typed } from '@/components/public/query-reading'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/choice-field'
import { DataTable } from '@/components/ui/data-table'
import { Money } from '@/components/ui/figures'
import { formatMoney, formatRate } from '@/components/ui/number-format'
import { Section } from '@/components/ui/page-header'
import type { SearchParams } from '@/components/ui/query-href'
import { TextField } from '@/components/ui/text-field'
import type { PublishedProduct } from '@/server/catalogue/schema'
import type { PlainDate } from '@/server/kernel/dates'
import { decimalText } from '@/server/kernel/number-text'
import { readExample } from './example'

type Props = { product: PublishedProduct; params: SearchParams; today: PlainDate }

const percent = (fraction: number) => `${decimalText(BigInt(Math.round(fraction * 1e6)), 10_000n, 2)}%`

/** All-in cost of a stated amount and term, at both ends of the product's rates; the visitor may state others. */
export async function CostExample({ product, params, today }: Props) {
  const { terms, productId } = product
  const t = await getTranslations('public.products')
  const tools = await getTranslations('tools')
  const methods = await getTranslations('lending.methods')
  const locale = await getLocale()
  const unit = locale === 'en' ? 'yuan' : 'wan'
  const example = readExample(terms, params, today)
  const [divisor, digits] = unit === 'wan' ? ([1_000_000n, 6] as const) : ([100n, 2] as const)
  const amountText = decimalText(example.amountFen, divisor, digits)
    .replaceAll(',', '')
    .replace(/\.?0+$/, '')
  const bounds = {
    amount: t('faults.amountBetween', {
      from: formatMoney(BigInt(terms.amountMinFen), 'wan', locale),
      to: formatMoney(BigInt(terms.amountMaxFen), 'wan', locale),
    }),
    term: t('faults.termBetween', { from: terms.termMinMonths, to: terms.termMaxMonths }),
  }
  const fault = (name: 'amount' | 'term') => (example.faults.includes(name) ? bounds[name] : undefined)
  return (
    <Section title={t('cost')} lead={t('costLead')} id="cost">
      <form action={`/products/${productId}#cost`} method="get" noValidate className="grid items-start gap-4 md:grid-cols-3">
        <input type="hidden" name="unit" value={unit} />
        <TextField
          name="amount"
          id="amount"
          label={tools('loanCost.amount')}
          suffix={tools(`units.${unit}`)}
          inputMode="decimal"
          defaultValue={fault('amount') ? typed(params, 'amount') : amountText}
          error={fault('amount')}
        />
        <TextField
          name="term"
          id="term"
          label={tools('loanCost.term')}
          suffix={tools('units.months')}
          inputMode="numeric"
          defaultValue={fault('term') ? typed(params, 'term') : String(example.termMonths)}
          error={fault('term')}
        />
        <Select
          name="method"
          id="method"
          label={tools('loanCost.method')}
          defaultValue={example.method}
          options={terms.methods.map((value) => ({ value, label: methods(value) }))}
        />
        <div className="md:col-span-3">
          <Button type="submit">{tools('loanCost.submit')}</Button>
        </div>
      </form>
      <DataTable
        caption={t('costOf', {
          amount: formatMoney(example.amountFen, 'yuan', locale),
          months: example.termMonths,
          method: methods(example.method),
          fees: formatMoney(example.feesFen, 'yuan', locale),
        })}
        rows={example.lines}
        rowKey={({ rateBps }) => String(rateBps)}
        columns={[
          { key: 'rate', header: t('rate'), cell: ({ rateBps }) => <span className="figures">{formatRate(rateBps)}</span> },
          {
            key: 'interest',
            header: tools('loanCost.totalInterestYuan'),
            kind: 'figure',
            cell: ({ cost }) => <Money fen={cost.totalInterestFen} bare />,
          },
          { key: 'fees', header: t('feesYuan'), kind: 'figure', cell: () => <Money fen={example.feesFen} bare /> },
          {
            key: 'simple',
            header: tools('loanCost.simple'),
            kind: 'figure',
            cell: ({ cost }) => <strong>{percent(cost.annualCostSimple)}</strong>,
          },
          {
            key: 'compound',
            header: tools('loanCost.compound'),
            kind: 'figure',
            cell: ({ cost }) => percent(cost.annualCostCompound),
          },
        ]}
        empty={<p>{t('costImpossible')}</p>}
      />
      <p className="max-w-[45em] text-14 text-fg-2">{t('costNote')}</p>
    </Section>
  )
}
