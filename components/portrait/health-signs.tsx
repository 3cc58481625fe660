import { useLocale, useTranslations } from 'next-intl'
import { formatMonth } from '@/components/ui/date-format'
import { Disclosure } from '@/components/ui/disclosure'
import { StatusTag } from '@/components/ui/status-tag'
import type { HealthCheck, HealthSign } from '@/server/portrait/schema'
import { useHealthText } from './health-text'

function Sign({ sign, rules }: { sign: HealthSign; rules: string }) {
  const t = useTranslations('report.health')
  const locale = useLocale()
  const { name, definition, todo, value, window } = useHealthText()
  return (
    <li className="grid gap-2 border-border border-b pb-4 last:border-b-0 last:pb-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-semibold text-16">{name(sign.ruleId)}</h3>
        <StatusTag tone="warning" icon={sign.weight === 'ACT' ? 'triangle-alert' : 'clock'}>
          {t(`weights.${sign.weight}`)}
        </StatusTag>
      </div>
      <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-2">
        {sign.figures.map((figure) => (
          <div key={`${figure.key} ${figure.from}`} className="flex flex-wrap items-baseline justify-between gap-x-3">
            <dt className="text-14 text-fg-2">
              {t(`figures.${figure.key}`)}
              {window(figure) ? <span className="block text-13 text-fg-3">{window(figure)}</span> : null}
            </dt>
            <dd className="figures whitespace-nowrap font-semibold">{value(figure)}</dd>
          </div>
        ))}
      </dl>
      {sign.months.length > 0 ? (
        <p className="text-14 text-fg-2">
          {t('signs.months')}
          {locale === 'en' ? ': ' : '：'}
          <span className="figures">
            {sign.months.map((month) => formatMonth(month, locale)).join(locale === 'en' ? ', ' : '、')}
          </span>
        </p>
      ) : null}
      <p className="max-w-[48em]">
        <span className="font-semibold">{t('signs.todo')}</span> {todo(sign.ruleId)}
      </p>
      <p className="max-w-[52em] text-13 text-fg-3">
        {t('signs.definition')} {definition(rules, sign.ruleId)}
      </p>
    </li>
  )
}

/** What fired, with its figures, its rule and what to do; and, folded away, what was checked and what could not be. */
export function HealthSigns({ check }: { check: Pick<HealthCheck, 'rules' | 'signs'> }) {
  const t = useTranslations('report.health')
  const classes = useTranslations('indicators.dataClasses')
  const locale = useLocale()
  const { name, definition } = useHealthText()
  const of = (state: HealthSign['state']) => check.signs.filter((sign) => sign.state === state)
  const [fired, clear, unknown] = [of('FIRED'), of('CLEAR'), of('UNKNOWN')]
  return (
    <div className="grid gap-4">
      {fired.length === 0 ? <p className="text-fg-2">{t('signs.none')}</p> : null}
      <ul className="grid gap-4">
        {fired.map((sign) => (
          <Sign key={sign.ruleId} sign={sign} rules={check.rules} />
        ))}
      </ul>
      {clear.length > 0 ? (
        <Disclosure summary={`${t('signs.clearTitle')} (${clear.length})`}>
          <ul className="grid gap-2">
            {clear.map(({ ruleId }) => (
              <li key={ruleId} className="grid">
                <span>{name(ruleId)}</span>
                <span className="text-13 text-fg-3">{definition(check.rules, ruleId)}</span>
              </li>
            ))}
          </ul>
        </Disclosure>
      ) : null}
      <Disclosure summary={`${t('signs.unknownTitle')} (${unknown.length + 1})`}>
        <ul className="grid gap-2">
          {unknown.map(({ ruleId, lacking }) => (
            <li key={ruleId} className="grid">
              <span>{name(ruleId)}</span>
              <span className="text-13 text-fg-3">
                {t('signs.lacking', { classes: lacking.map((one) => classes(one)).join(locale === 'en' ? ', ' : '、') })}
              </span>
            </li>
          ))}
          <li className="text-14 text-fg-2">{t('signs.customers')}</li>
        </ul>
      </Disclosure>
    </div>
  )
}
