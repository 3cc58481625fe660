import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useCatalogueText } from '@/components/catalogue/catalogue-text'
import { LinkButton } from '@/components/ui/button'
import { Disclosure } from '@/components/ui/disclosure'
import { StatusTag } from '@/components/ui/status-tag'
import type { MatchedProduct } from '@/server/flows/match-products'
import type { Verdict } from '@/server/matching/schema'
import { ConditionList } from './condition-list'
import { CostDetails, percentOfPpm, useMatchFigures } from './cost-figures'

const tones = { ELIGIBLE: 'success', UNDECIDABLE: 'warning', INELIGIBLE: 'neutral' } as const satisfies Record<Verdict, string>

export function VerdictTag({ verdict }: { verdict: Verdict }) {
  const t = useTranslations('indicators.verdicts')
  return (
    <StatusTag tone={tones[verdict]} icon={verdict === 'INELIGIBLE' ? 'x' : undefined}>
      {t(verdict)}
    </StatusTag>
  )
}

/** How many conditions stand in the way, in a phrase. */
export function useVerdictPhrase() {
  const t = useTranslations('matching.reason')
  return ({ verdict, reasons }: Pick<MatchedProduct, 'verdict' | 'reasons'>) => {
    const count = reasons.filter((reason) => reason.blocking).length
    if (verdict === 'ELIGIBLE') return t('allMet', { count: reasons.length })
    return verdict === 'INELIGIBLE' ? t('unmetOf', { count }) : t('missingOf', { count })
  }
}

type Props = { match: MatchedProduct; detailHref: string; applyHref: string; wayUpHref: string }

/** One product for one firm and its ask: what it costs, whether it can be had, and what stands in the way. */
export function MatchCard({ match, detailHref, applyHref, wayUpHref }: Props) {
  const t = useTranslations('matching.card')
  const text = useCatalogueText()
  const figures = useMatchFigures()(match)
  const phrase = useVerdictPhrase()(match)
  const { product, verdict, cost, reasons } = match
  const [name, institution] = [text.own(product), text.own({ name: product.institutionName, nameEn: product.institutionNameEn })]
  return (
    <article aria-label={name} className="grid gap-4 rounded-card border border-border bg-surface p-card">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="grid gap-1">
          <h3 className="text-20">
            <Link href={detailHref} className="text-link underline-offset-4 hover:underline">
              {name}
            </Link>
          </h3>
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-14 text-fg-2">
            <span>{institution}</span>
            <span>{text.guarantee(product.terms.guaranteeMode)}</span>
            <VerdictTag verdict={verdict} />
            <span>{phrase}</span>
          </p>
        </div>
        <dl className="grid sm:text-right">
          <dt className="text-14 text-fg-2">{t('cost')}</dt>
          <dd className="figures font-semibold text-24">
            {cost ? percentOfPpm(cost.annualCostSimplePpm) : <span className="font-normal text-14">{t('noCost')}</span>}
          </dd>
          {cost ? <dd className="text-14 text-fg-2">{text.method(cost.method)}</dd> : null}
        </dl>
      </div>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 md:grid-cols-4">
        {figures.map(({ key, label, value }) => (
          <div key={key} className="grid content-start">
            <dt className="text-14 text-fg-2">{label}</dt>
            <dd className="figures">{value}</dd>
          </div>
        ))}
      </dl>
      {verdict === 'ELIGIBLE' ? null : <ConditionList reasons={reasons} only={['FALSE', 'UNKNOWN']} />}
      <div className="flex flex-wrap items-start gap-x-6 gap-y-1">
        <Disclosure summary={t('conditions')}>
          <ConditionList reasons={reasons} />
        </Disclosure>
        <CostDisclosure match={match} />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3 border-border border-t pt-4">
        <label className="flex min-h-9 items-center gap-2 text-14">
          <input
            type="checkbox"
            name="ids"
            value={product.productId}
            form="compare"
            aria-label={t('compareOf', { name })}
            className="size-5 accent-primary"
          />
          {t('compare')}
        </label>
        {verdict === 'INELIGIBLE' ? (
          <div className="flex flex-wrap gap-3">
            <LinkButton href={wayUpHref} aria-label={t('wayUpOf', { name })}>
              {t('wayUp')}
            </LinkButton>
            <LinkButton href={detailHref} aria-label={t('detailsOf', { name })}>
              {t('details')}
            </LinkButton>
          </div>
        ) : (
          <LinkButton
            href={applyHref}
            variant={verdict === 'ELIGIBLE' ? 'secondary' : 'quiet'}
            aria-label={t('applyTo', { name })}
          >
            {t('apply')}
          </LinkButton>
        )}
      </div>
    </article>
  )
}

function CostDisclosure({ match }: { match: MatchedProduct }) {
  const t = useTranslations('matching.costDetails')
  return (
    <Disclosure summary={t('title')}>
      <CostDetails match={match} />
    </Disclosure>
  )
}
