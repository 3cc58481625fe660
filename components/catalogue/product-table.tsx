import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { DataTable } from '@/components/ui/data-table'
import { formatInstant } from '@/components/ui/date-format'
import { StatusTag } from '@/components/ui/status-tag'
import { useCatalogueText } from './catalogue-text'

type Version = {
  version: number
  name: string
  nameEn: string
  editedByName: string | null
  editedAt: Date | null
  publishedAt: Date | null
}
type Product = {
  id: string
  code: string
  state: 'DRAFT' | 'PUBLISHED' | 'WITHDRAWN'
  currentVersion: number | null
  versions: readonly Version[]
}

const tones = { DRAFT: 'info', PUBLISHED: 'success', WITHDRAWN: 'neutral' } as const

export function ProductStateTag({ state }: Pick<Product, 'state'>) {
  const t = useTranslations('catalogue.states')
  return <StatusTag tone={tones[state]}>{t(state)}</StatusTag>
}

/** Products of the own institution: what is on offer, and what waits to be published. */
export function ProductTable({ products }: { products: readonly Product[] }) {
  const t = useTranslations('catalogue.manage')
  const locale = useLocale()
  const text = useCatalogueText()
  const current = ({ versions, currentVersion }: Product) => versions.find((one) => one.version === currentVersion) ?? versions[0]
  return (
    <DataTable
      caption={t('list')}
      captionHidden
      empty={null}
      rows={products}
      rowKey={({ id }) => id}
      columns={[
        { key: 'code', header: t('code'), cell: ({ code }) => <span className="figures">{code}</span> },
        {
          key: 'name',
          header: t('name'),
          cell: (product) => {
            const shown = current(product)
            return (
              <Link href={`/bank/products/${product.id}`} className="text-link underline-offset-4 hover:underline">
                {shown ? text.own(shown) : product.code}
              </Link>
            )
          },
        },
        { key: 'state', header: t('state'), cell: (product) => <ProductStateTag state={product.state} /> },
        {
          key: 'version',
          header: t('version'),
          kind: 'figure',
          cell: ({ currentVersion }) => currentVersion ?? '--',
        },
        {
          key: 'draft',
          header: t('draft'),
          cell: ({ versions }) => {
            const draft = versions.find((one) => one.publishedAt === null)
            if (!draft) return t('noDraft')
            return t('draftOf', {
              version: draft.version,
              name: draft.editedByName ?? '--',
              at: formatInstant(draft.editedAt, locale),
            })
          },
        },
      ]}
    />
  )
}
