import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { RuleWords } from '@/components/catalogue/rule-words'
import { DataTable } from '@/components/ui/data-table'
import { formatRate } from '@/components/ui/number-format'
import type { PublishedProduct } from '@/server/catalogue/schema'
import type { PlainDate } from '@/server/kernel/dates'
import { useProductNames } from './product-card'
import { useTermRows } from './product-terms'
import { rateRange } from './rate-range'

type Row = { label: string; values: ReactNode[] }

/** The same rows of two or three products beside each other. */
export function CompareTable({ products, today }: { products: readonly PublishedProduct[]; today: PlainDate }) {
  const t = useTranslations('public.products')
  const catalogue = useTranslations('catalogue.terms')
  const names = useProductNames()
  const termRows = useTermRows()
  const columns = products.map((product) => termRows(product))
  const rows: Row[] = [
    { label: t('institution'), values: products.map((product) => names.institution(product)) },
    {
      label: t('rate'),
      values: products.map(({ terms }) => {
        const { fromBps, toBps } = rateRange(terms, today)
        return (
          <span key="rate" className="figures font-semibold">
            {t('range', { from: formatRate(fromBps), to: formatRate(toBps) })}
          </span>
        )
      }),
    },
    ...(columns[0] ?? []).map(({ label }, index) => ({ label, values: columns.map((rowsOf) => rowsOf[index]?.value) })),
    {
      label: catalogue('rule'),
      values: products.map(({ terms }) => <RuleWords key="rule" rule={terms.admissionRule} />),
    },
  ]
  return (
    <div className="min-w-0 rounded-card border border-border bg-surface p-card">
      <DataTable
        caption={t('compareTitle')}
        captionHidden
        rows={rows}
        rowKey={({ label }) => label}
        columns={[
          {
            key: 'label',
            header: t('compareItem'),
            cell: ({ label }) => <span className="block min-w-20 text-fg-2">{label}</span>,
          },
          ...products.map((product, index) => ({
            key: product.productId,
            header: (
              <Link href={`/products/${product.productId}`} className="text-link underline underline-offset-4">
                {names.product(product)}
              </Link>
            ),
            cell: ({ values }: Row) => <div className="min-w-52 py-2 align-top">{values[index]}</div>,
          })),
        ]}
        empty={null}
      />
    </div>
  )
}
