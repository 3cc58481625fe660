import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useCatalogueText } from '@/components/catalogue/catalogue-text'
import { LinkButton } from '@/components/ui/button'
import { queryHref } from '@/components/ui/query-href'
import type { MatchedProduct, Matching } from '@/server/flows/match-products'
import { askParams } from './ask-query'
import { ConditionList } from './condition-list'
import { percentOfPpm, useMatchFigures } from './cost-figures'
import { VerdictTag } from './match-card'

type Line = { key: string; label: string; cell: (match: MatchedProduct) => ReactNode }

/** One column a product, one line a figure; the lowest cost says so in a word. */
export function CompareTable({ matching: { ask, matches } }: { matching: Matching }) {
  const t = useTranslations('matching')
  const text = useCatalogueText()
  const figuresOf = useMatchFigures()
  const figure = (match: MatchedProduct, key: string) => figuresOf(match).find((one) => one.key === key)?.value
  const costs = matches.flatMap(({ cost }) => (cost ? [cost.annualCostSimplePpm] : []))
  const lowest = Math.min(...costs)
  const lines: Line[] = [
    { key: 'verdict', label: t('compare.verdict'), cell: ({ verdict }) => <VerdictTag verdict={verdict} /> },
    {
      key: 'cost',
      label: t('costDetails.simple'),
      cell: ({ cost }) =>
        cost ? (
          <span className="figures font-semibold">
            {costs.length > 1 && cost.annualCostSimplePpm === lowest
              ? t('compare.lowest', { cost: percentOfPpm(cost.annualCostSimplePpm) })
              : percentOfPpm(cost.annualCostSimplePpm)}
          </span>
        ) : (
          t('card.noCost')
        ),
    },
    {
      key: 'compound',
      label: t('costDetails.compound'),
      cell: ({ cost }) => <span className="figures">{cost ? percentOfPpm(cost.annualCostCompoundPpm) : '--'}</span>,
    },
    ...(matches[0] ? figuresOf(matches[0]) : []).map(({ key, label }) => ({
      key,
      label,
      cell: (match: MatchedProduct) => <span className="figures">{figure(match, key)}</span>,
    })),
    { key: 'guarantee', label: t('filter.guarantee'), cell: ({ product }) => text.guarantee(product.terms.guaranteeMode) },
    {
      key: 'unmet',
      label: t('compare.unmet'),
      cell: ({ reasons, verdict }) =>
        verdict === 'ELIGIBLE' ? t('compare.noneUnmet') : <ConditionList reasons={reasons} only={['FALSE', 'UNKNOWN']} />,
    },
  ]
  return (
    <section
      aria-label={t('compare.title')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      className="overflow-x-auto rounded-card border border-border bg-surface"
    >
      <table className="w-full min-w-160 border-collapse">
        <caption className="sr-only">{t('compare.title')}</caption>
        <thead>
          <tr>
            <th scope="col" className="sticky left-0 z-1 w-36 bg-surface p-4 text-left text-14 text-fg-2">
              {t('compare.item')}
            </th>
            {matches.map(({ product }) => (
              <th key={product.productId} scope="col" className="p-4 text-left align-top font-normal">
                <span className="grid gap-2">
                  <span className="font-semibold">{text.own(product)}</span>
                  <span className="text-14 text-fg-2">
                    {text.own({ name: product.institutionName, nameEn: product.institutionNameEn })}
                  </span>
                  <span>
                    <LinkButton
                      href={queryHref(`/sme/matching/products/${product.productId}`, {}, askParams(ask))}
                      aria-label={t('card.detailsOf', { name: text.own(product) })}
                    >
                      {t('card.details')}
                    </LinkButton>
                  </span>
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, label, cell }) => (
            <tr key={key} className="border-border border-t">
              <th scope="row" className="sticky left-0 z-1 bg-surface p-4 text-left align-top font-normal text-14 text-fg-2">
                {label}
              </th>
              {matches.map((match) => (
                <td key={match.productId} className="p-4 align-top">
                  {cell(match)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
