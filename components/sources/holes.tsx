import { useLocale, useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/button'
import { formatInstant } from '@/components/ui/date-format'
import { Disclosure } from '@/components/ui/disclosure'
import { storedWords } from '@/components/ui/stored-words'
import { partsOfReason } from '@/server/sources/domain/refusals'
import type { ClassOrigin } from '@/server/sources/schema'

/** More than these are told on demand, so that the score stays in sight. */
const mostAtOnce = 2

type Props = { origins: readonly ClassOrigin[]; reader: 'officer' | 'own' }

/** Above a portrait: what was not received the last time and why, so that a hole is not held against the enterprise. */
export function Holes({ origins, reader }: Props) {
  const t = useTranslations('sources.hole')
  const other = useTranslations('sources')
  const names = useTranslations('consent.dataClasses')
  const reasons = storedWords(useTranslations('sources.failures'))
  const locale = useLocale()
  const holes = origins.flatMap((one) => (one.failure ? [{ ...one, failure: partsOfReason(one.failure).code }] : []))
  if (holes.length === 0) return null
  const isOfficer = reader === 'officer'
  const list = (
    <ul className="mt-1 grid list-disc gap-0.5 pl-5">
      {holes.map(({ dataClass, failure, provenance }) => {
        const said = { name: names(dataClass), reason: reasons.has(failure) ? reasons(failure) : other('otherReason') }
        return (
          <li key={dataClass}>
            {provenance ? t('kept', { ...said, at: formatInstant(provenance.receivedAt, locale) }) : t('item', said)}
          </li>
        )
      })}
    </ul>
  )
  return (
    <Banner
      tone="warning"
      title={t(isOfficer ? 'officerTitle' : 'ownTitle', { count: holes.length })}
      actions={isOfficer ? null : <LinkButton href="/sme/data">{t('ownAction')}</LinkButton>}
    >
      <p>{t(isOfficer ? 'officerBody' : 'ownBody')}</p>
      {holes.length > mostAtOnce ? <Disclosure summary={t('each')}>{list}</Disclosure> : list}
    </Banner>
  )
}
