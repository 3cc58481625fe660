import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { askParams } from '@/components/matching/ask-query'
import { useAdverseNames } from '@/components/portrait/adverse-names'
import { AdverseStatement as Statement } from '@/components/portrait/adverse-statement'
import { useIndicatorText } from '@/components/portrait/indicator-text'
import { LinkButton } from '@/components/ui/button'
import { Disclosure } from '@/components/ui/disclosure'
import { DateText } from '@/components/ui/figures'
import { queryHref } from '@/components/ui/query-href'
import { type AdverseStatement, type Factor, type IndicatorReading, indicatorCatalogue } from '@/server/portrait/schema'
import type { OwnApplication } from './own-application'

type Told = AdverseStatement['factors'][number]

/** One factor: the figure that counted, what it cost, and what would change it. */
function ToldFactor({ factor, portraitId }: { factor: Told; portraitId: string }) {
  const t = useTranslations('apply.own.refusal.told')
  const change = useTranslations('portrait.change')
  const { name, value } = useIndicatorText()
  const { indicatorId: id, points, neutral, best, next } = factor
  const { direction, actionability } = indicatorCatalogue[id]
  return (
    <li className="grid gap-1 border-border border-l-2 pl-3">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <Link
          href={queryHref(`/sme/portrait/indicators/${id}`, {}, { portrait: portraitId })}
          className="text-link underline underline-offset-4"
        >
          {name(id)}
        </Link>
        <span className="figures whitespace-nowrap font-semibold">{factor.value === null ? '--' : value(id, factor.value)}</span>
      </p>
      <p className="text-14 text-fg-2">{t('points', { points, best, loss: neutral - points })}</p>
      <p className="text-14">
        {next
          ? `${change(direction === 'HIGHER' ? 'next' : 'nextLower', { value: value(id, next.value), points: next.gain })} `
          : null}
        <span className="text-fg-2">{change(actionability)}</span>
      </p>
    </li>
  )
}

const asReading = ({ indicatorId: id, value }: Told): IndicatorReading =>
  value === null ? { id, state: 'MISSING', reason: 'NO_SOURCE', classes: [] } : { id, state: 'KNOWN', value, evidence: [] }
const asFactor = ({ indicatorId, points, neutral, best }: Told): Factor => ({
  indicatorId,
  points,
  neutral,
  best,
  effect: 'HURTS',
  bin: null,
})

/** The adverse factors that the refusal rests on, as they were stored with it, each with what would change it. */
export function ToldFactors({ application, told }: { application: OwnApplication; told: AdverseStatement }) {
  const t = useTranslations('apply.own.refusal.told')
  const names = useAdverseNames()
  const axes = useTranslations('portrait.axes')
  const { factors, records, portraitId } = told
  const ask = askParams({ amountFen: application.amountFen, termMonths: application.termMonths })
  const legal = records.map((one) => ({
    ...one,
    authority: null,
    since: null,
    repairableFrom: null,
    repairableNow: false,
    rule: '',
  }))
  return (
    <div className="grid gap-3">
      <h3 className="font-semibold">{t('title')}</h3>
      <p className="text-fg-2">
        {t('lead')} <DateText value={told.asOf} />
      </p>
      <ol className="grid gap-3">
        {factors.map((one) => (
          <ToldFactor key={one.indicatorId} factor={one} portraitId={portraitId} />
        ))}
        {records.map(({ code, recordId, endsOn }) => (
          <li key={`${code} ${recordId}`} className="grid gap-1 border-border border-l-2 pl-3">
            <p className="break-words">
              {names.codeName(code)} <span className="figures text-fg-2">{recordId}</span>
            </p>
            <p className="text-14 text-fg-2">
              {endsOn ? t('ends') : axes('untilCured')} {endsOn ? <DateText value={endsOn} /> : null}
            </p>
          </li>
        ))}
      </ol>
      <div>
        <LinkButton href={queryHref(`/sme/matching/products/${application.productId}/way-up`, {}, ask)}>{t('wayUp')}</LinkButton>
      </div>
      <Disclosure summary={t('whole')}>
        <Statement
          portrait={{
            factors: factors.map(asFactor),
            indicators: factors.map(asReading),
            legal,
            asOf: told.asOf,
            cardVersion: told.cardVersion,
          }}
          summary={null}
          most={factors.length}
        />
      </Disclosure>
    </div>
  )
}
