import { useLocale, useTranslations } from 'next-intl'
import { formatInstant, formatMonthRange } from '@/components/ui/date-format'
import type { ClassOrigin, DataClass } from '@/server/sources/schema'

type Props = {
  origins: readonly ClassOrigin[]
  /** Those of them that the value was read from. */
  classes: readonly DataClass[]
}

/** Beside a value: who provided what it was read from, for which months, when it came, and its digest. */
export function Origins({ origins, classes }: Props) {
  const t = useTranslations('sources.detail')
  const names = useTranslations('consent.dataClasses')
  const locale = useLocale()
  const found = origins.filter(({ dataClass, provenance }) => provenance !== null && classes.includes(dataClass))
  if (found.length === 0) return null
  return (
    <details className="min-w-0 text-13">
      <summary className="cursor-pointer text-fg-3">{t('origin')}</summary>
      <ul className="grid gap-1.5 py-1 text-left">
        {found.map(({ dataClass, provider, providerEn, provenance }) =>
          provenance ? (
            <li key={dataClass} className="grid max-w-72 text-fg-2">
              <span>
                {names(dataClass)} · {locale === 'en' ? providerEn : provider}
              </span>
              <span className="figures">{formatMonthRange(provenance.periodFrom, provenance.periodTo, locale)}</span>
              <span>{t('receivedAt', { at: formatInstant(provenance.receivedAt, locale) })}</span>
              <code className="break-all text-12" title={t('digest')}>
                {provenance.digest}
              </code>
            </li>
          ) : null,
        )}
      </ul>
    </details>
  )
}
