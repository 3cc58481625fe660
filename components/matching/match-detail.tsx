import { useLocale, useTranslations } from 'next-intl'
import { useCatalogueText } from '@/components/catalogue/catalogue-text'
import { LinkButton } from '@/components/ui/button'
import { formatInstant } from '@/components/ui/date-format'
import { formatMoney, formatRate } from '@/components/ui/number-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import type { MatchedProduct, Matching } from '@/server/flows/match-products'
import { repaymentSchedule } from '@/server/kernel/loan/schedule'
import { ConditionList } from './condition-list'
import { CostDetails, percentOfPpm, useMatchFigures } from './cost-figures'
import { useVerdictPhrase, VerdictTag } from './match-card'
import { ScheduleTable } from './schedule-table'

type Props = { matching: Matching; match: MatchedProduct; applyHref: string; wayUpHref: string }

/** The head of a product's page: the verdict with every condition, the cost with its schedule, and the one primary act. */
export function MatchDetail({ matching: { ask }, match, applyHref, wayUpHref }: Props) {
  const t = useTranslations('matching')
  const locale = useLocale()
  const text = useCatalogueText()
  const figures = useMatchFigures()(match)
  const phrase = useVerdictPhrase()(match)
  const { product, verdict, reasons, cost } = match
  const institution = text.own({ name: product.institutionName, nameEn: product.institutionNameEn })
  const english = locale === 'en'
  return (
    <>
      <PageHeader
        title={text.own(product)}
        lead={english ? product.summaryEn : product.summary}
        status={<VerdictTag verdict={verdict} />}
        actions={
          verdict === 'INELIGIBLE' ? null : (
            <LinkButton variant="primary" href={applyHref}>
              {t('card.apply')}
            </LinkButton>
          )
        }
      />
      <p className="flex flex-wrap gap-x-6 gap-y-1 text-14 text-fg-2">
        <span>{institution}</span>
        <span>
          {t('detail.phone')} <span className="figures">{product.servicePhone}</span>
        </span>
        <span>{t('detail.version', { version: product.version, at: formatInstant(product.publishedAt, locale) })}</span>
      </p>
      <Section title={t('detail.match')} lead={phrase}>
        <ConditionList reasons={reasons} />
        {verdict === 'ELIGIBLE' ? null : (
          <div>
            <LinkButton href={wayUpHref}>{t('card.wayUp')}</LinkButton>
          </div>
        )}
      </Section>
      <Section
        title={t('card.cost')}
        lead={t('card.forAsk', {
          amount: formatMoney(ask.amountFen, 'yuan', locale),
          term: ask.termMonths,
          method: cost ? text.method(cost.method) : '--',
        })}
      >
        <p className="figures font-semibold text-30">{cost ? percentOfPpm(cost.annualCostSimplePpm) : t('card.noCost')}</p>
        <dl className="grid grid-cols-2 gap-x-6 gap-y-3 md:grid-cols-4">
          {figures.map(({ key, label, value }) => (
            <div key={key} className="grid content-start">
              <dt className="text-14 text-fg-2">{label}</dt>
              <dd className="figures">{value}</dd>
            </div>
          ))}
        </dl>
        <CostDetails match={match} />
      </Section>
      {cost ? (
        <Section title={t('detail.schedule')}>
          <ScheduleTable
            caption={t('detail.scheduleCaption', {
              amount: formatMoney(ask.amountFen, 'yuan', locale),
              term: ask.termMonths,
              method: text.method(cost.method),
              rate: formatRate(cost.rateBps),
            })}
            rows={repaymentSchedule({
              principalFen: ask.amountFen,
              annualRateBps: cost.rateBps,
              termMonths: ask.termMonths,
              method: cost.method,
            })}
          />
        </Section>
      ) : null}
    </>
  )
}
