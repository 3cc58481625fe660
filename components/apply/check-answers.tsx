import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useCatalogueText } from '@/components/catalogue/catalogue-text'
import { formatDay, formatInstant } from '@/components/ui/date-format'
import { SummaryList } from '@/components/ui/lists'
import { formatMoney } from '@/components/ui/number-format'
import { Section } from '@/components/ui/page-header'
import type { ApplyStep, DraftAnswers } from '@/server/apply/schema'
import type { PublishedProduct } from '@/server/catalogue/schema'
import { DataClass } from '@/server/sources/schema'

type Props = {
  list: string
  product: PublishedProduct
  answers: DraftAnswers
  consent: { dataClasses: string[]; expiresAt: Date }
}

/** The answers of a draft as they will be sent; each row leads back to its question. */
export function CheckAnswers({ list, product, answers, consent }: Props) {
  const t = useTranslations('apply.check')
  const steps = useTranslations('apply.consent')
  const signing = useTranslations('apply.commitment')
  const names = useTranslations('consent.dataClasses')
  const locale = useLocale()
  const text = useCatalogueText()
  const { demand, debts, commitment } = answers
  const row = (label: string, value: ReactNode, step?: ApplyStep) => ({
    label,
    value,
    ...(step
      ? {
          action: (
            <Link
              href={`${list}/${step}`}
              aria-label={t('changeOf', { what: label })}
              className="text-link underline underline-offset-4"
            >
              {t('change')}
            </Link>
          ),
        }
      : {}),
  })
  if (!demand || !debts || !commitment) return null
  const classes = new Intl.ListFormat(locale).format(
    DataClass.array()
      .parse(consent.dataClasses)
      .map((one) => names(one)),
  )
  return (
    <Section title={text.own(product)}>
      <SummaryList
        rows={[
          row(t('institution'), text.own({ name: product.institutionName, nameEn: product.institutionNameEn })),
          row(t('amount'), formatMoney(BigInt(demand.amountFen), 'yuan', locale), 'demand'),
          row(t('term'), t('months', { count: demand.termMonths }), 'demand'),
          row(
            t('purpose'),
            demand.purposeNote ? `${text.purpose(demand.purpose)} · ${demand.purposeNote}` : text.purpose(demand.purpose),
            'demand',
          ),
          row(t('method'), text.method(demand.method), 'demand'),
          row(
            t('debts'),
            debts.listed.length === 0 ? (
              t('noDebts')
            ) : (
              <ul>
                {debts.listed.map(({ lender, balanceFen, endsOn }) => (
                  <li key={`${lender} ${balanceFen} ${endsOn}`}>
                    {t('debt', {
                      lender,
                      balance: formatMoney(BigInt(balanceFen), 'yuan', locale),
                      endsOn: formatDay(endsOn, locale),
                    })}
                  </li>
                ))}
              </ul>
            ),
            'debts',
          ),
          row(t('history'), debts.hasLoanHistory ? t('hasHistory') : t('noHistory'), 'debts'),
          row(t('consent'), steps('granted', { until: formatInstant(consent.expiresAt, locale), classes }), 'consent'),
          row(
            t('commitment'),
            signing('signed', { name: commitment.signedName, at: formatInstant(new Date(commitment.signedAt), locale) }),
            'commitment',
          ),
        ]}
      />
    </Section>
  )
}
