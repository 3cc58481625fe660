import { useLocale, useTranslations } from 'next-intl'
import { formatInstant, formatMonthRange } from '@/components/ui/date-format'
import type { ClassOrigin, DataClass } from '@/server/sources/schema'

/** Where a page tells of a class's origin. */
const placeOf = (dataClass: DataClass) => `origin-${dataClass}`

type LinksProps = {
  origins: readonly ClassOrigin[]
  /** Those of them that the value was read from. */
  classes: readonly DataClass[]
}

/** The origins that are known of some classes; of these a value's link names the source. */
export const originsOf = (origins: readonly ClassOrigin[], classes: readonly DataClass[]) =>
  origins.filter(({ dataClass, provenance }) => provenance !== null && classes.includes(dataClass))

/** Beside a value: the classes that it was read from, each leading to where it came from on the same page. */
export function OriginLinks({ origins, classes }: LinksProps) {
  const t = useTranslations('sources.detail')
  const names = useTranslations('consent.dataClasses')
  const found = originsOf(origins, classes)
  if (found.length === 0) return null
  return (
    <span className="block text-13 text-fg-3">
      {t('origin')}
      {found.map(({ dataClass }) => (
        <a key={dataClass} href={`#${placeOf(dataClass)}`} className="ml-2 text-link underline underline-offset-4">
          {names(dataClass)}
        </a>
      ))}
    </span>
  )
}

/** Of one class, on demand: who provided its records, for which months, when they came, and the digest of what was signed. */
export function Origin({ origins, dataClass }: { origins: readonly ClassOrigin[]; dataClass: DataClass }) {
  const t = useTranslations('sources.detail')
  const locale = useLocale()
  const found = origins.find((one) => one.dataClass === dataClass)
  if (!found?.provenance) return null
  const { periodFrom, periodTo, receivedAt, digest } = found.provenance
  return (
    <details id={placeOf(dataClass)} className="min-w-0 scroll-mt-24 text-13 target:bg-info-subtle">
      <summary className="cursor-pointer text-link">{locale === 'en' ? found.providerEn : found.provider}</summary>
      <p className="grid max-w-72 text-fg-2">
        <span className="figures">{formatMonthRange(periodFrom, periodTo, locale)}</span>
        <span>{t('receivedAt', { at: formatInstant(receivedAt, locale) })}</span>
        <span>{t('digest')}</span>
        <code className="break-all text-12">{digest}</code>
      </p>
    </details>
  )
}

/** All classes that a paper was drawn from, with the origin of each. */
export function OriginList({ origins }: { origins: readonly ClassOrigin[] }) {
  const names = useTranslations('consent.dataClasses')
  return (
    <ul className="grid gap-2 sm:grid-cols-2">
      {origins.map(({ dataClass, provenance }) =>
        provenance ? (
          <li key={dataClass} className="grid content-start">
            {names(dataClass)}
            <Origin origins={origins} dataClass={dataClass} />
          </li>
        ) : null,
      )}
    </ul>
  )
}
