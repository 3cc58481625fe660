import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { orNotFound } from '@/app/or-not-found'
import { useCatalogueText } from '@/components/catalogue/catalogue-text'
import { askParams, readAsk } from '@/components/matching/ask-query'
import { NoPortrait } from '@/components/matching/portrait-notes'
import { WayUpResult } from '@/components/portrait/way-up'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { Button, LinkButton } from '@/components/ui/button'
import { formatDay } from '@/components/ui/date-format'
import { formatMoney } from '@/components/ui/number-format'
import { PageHeader } from '@/components/ui/page-header'
import { firstOf, queryHref, type SearchParams } from '@/components/ui/query-href'
import { TextField } from '@/components/ui/text-field'
import { requirePortal } from '@/server/auth/guard-page'
import type { PublishedProduct } from '@/server/catalogue/schema'
import { api } from '@/server/trpc/caller'

type Props = { params: Promise<{ productId: string }>; searchParams: Promise<SearchParams> }

export async function generateMetadata() {
  return { title: (await getTranslations('portrait.wayUp'))('title') }
}

function ProductName({ product, children }: { product: PublishedProduct; children: (name: string) => ReactNode }) {
  return children(useCatalogueText().own(product))
}

const WAN_FEN = 1_000_000n
/** A line asked for in 万元, whole; anything else is no line. */
const lineOf = (text: string | undefined) => (text && /^[1-9]\d{0,5}$/.test(text) ? BigInt(text) * WAN_FEN : null)

/** The cheapest way to one product, or to a line of it. */
export default async function ProductWayUpPage({ params, searchParams }: Props) {
  const [{ productId }, query] = [await params, await searchParams]
  const path = `/sme/matching/products/${productId}`
  await requirePortal('ENTERPRISE', queryHref(`${path}/way-up`, query, {}))
  const [t, matching, locale] = [await getTranslations('portrait.wayUp'), await getTranslations('matching'), await getLocale()]
  const lineFen = lineOf(firstOf(query.line))
  const found = await orNotFound((await api()).matching.wayUp({ ask: readAsk(query).ask, productId, lineFen }))
  if (!found) return <NoPortrait title={t('title')} />
  const asked = askParams(found.ask)
  const amount = lineFen === null ? null : formatMoney(lineFen, 'wan', locale)
  return (
    <ProductName product={found.product}>
      {(name) => (
        <div className="grid gap-gap">
          <Breadcrumbs
            items={[
              { label: matching('title'), href: queryHref('/sme/matching', {}, asked) },
              { label: name, href: queryHref(path, {}, asked) },
              { label: t('title') },
            ]}
          />
          <PageHeader title={t('title')} lead={t('lead', { asOf: formatDay(found.from.asOf, locale, 'prose') })} />
          <WayUpResult
            way={found.way}
            from={found.from}
            target={amount === null ? t('target.product', { name }) : t('target.line', { name, amount })}
          />
          <form action={`${path}/way-up`} method="get" className="flex flex-wrap items-end gap-4">
            {Object.entries(asked).map(([key, value]) =>
              value ? <input key={key} type="hidden" name={key} value={value} /> : null,
            )}
            <TextField
              name="line"
              label={t('lineForm.label')}
              suffix={locale === 'en' ? '¥10,000' : '万元'}
              inputMode="numeric"
              defaultValue={firstOf(query.line)}
              optional
            />
            <Button type="submit">{t('lineForm.submit')}</Button>
          </form>
          <div>
            <LinkButton href={queryHref(path, {}, asked)}>{t('backProduct')}</LinkButton>
          </div>
        </div>
      )}
    </ProductName>
  )
}
