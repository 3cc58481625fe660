import { useLocale, useTranslations } from 'next-intl'
import { type ClassedFacts, ClassRecords, withinWindow } from '@/components/sources/class-records'
import { Provenance, type ShownProvenance } from '@/components/sources/provenance'
import { formatMonth } from '@/components/ui/date-format'
import { SummaryList } from '@/components/ui/lists'
import { Section } from '@/components/ui/page-header'
import { indicatorKey } from '@/server/portrait/domain/value-words'
import { type Evidence, type Factor, type IndicatorReading, indicatorCatalogue } from '@/server/portrait/schema'
import { useIndicatorText } from './indicator-text'

type Props = { reading: IndicatorReading; factor: Factor | null }

/** What an indicator is: definition, window, unit, direction, missing-data rule, and how the card scored it. */
export function IndicatorFacts({ reading, factor }: Props) {
  const t = useTranslations('portrait.indicator')
  const names = useTranslations('indicators')
  const points = useTranslations('portrait.reasons')
  const factors = useTranslations('portrait.factors')
  const { value } = useIndicatorText()
  const { id } = reading
  const { windowMonths, unit, direction } = indicatorCatalogue[id]
  const bin = factor?.bin
  const binText = !bin
    ? null
    : bin.from !== null && bin.to !== null
      ? t('binBetween', { from: value(id, bin.from), to: value(id, bin.to) })
      : bin.from !== null
        ? t('binFrom', { from: value(id, bin.from) })
        : bin.to !== null
          ? t('binTo', { to: value(id, bin.to) })
          : null
  return (
    <SummaryList
      rows={[
        { label: t('definition'), value: names(`${indicatorKey(id)}.definition`) },
        {
          label: t('window'),
          value: windowMonths > 0 ? names('windows.months', { months: windowMonths }) : names('windows.now'),
        },
        { label: t('unit'), value: names(`units.${unit}`) },
        { label: t('direction'), value: names(`directions.${direction}`) },
        { label: t('missingRule'), value: names(`${indicatorKey(id)}.missing`) },
        {
          label: t('scoring'),
          value: factor
            ? `${points('points', { points: factor.points, best: factor.best })} · ${names(`effects.${factor.effect}`)}`
            : factors('unscored'),
        },
        ...(binText ? [{ label: t('bin'), value: <span className="figures">{binText}</span> }] : []),
      ]}
    />
  )
}

export type ShownEvidence = Evidence & { provenance: ShownProvenance | null; facts: ClassedFacts | null }

/** One class that the number was read from: where it came from, and its records of the window, those that count marked. */
export function EvidenceSection({ evidence }: { evidence: ShownEvidence }) {
  const t = useTranslations('portrait.indicator')
  const names = useTranslations('consent.dataClasses')
  const ui = useTranslations('ui')
  const locale = useLocale()
  const { dataClass, from, to, records, provenance, facts } = evidence
  const lead =
    from && to
      ? `${t('period')} ${formatMonth(from, locale)} ${locale === 'en' ? '–' : '～'} ${formatMonth(to, locale)}`
      : undefined
  return (
    <Section title={names(dataClass)} lead={lead}>
      {provenance ? <Provenance provenance={provenance} /> : null}
      <p className="text-14 text-fg-2">{records.length > 0 ? t('counted') : t('allCounted')}</p>
      {provenance && !facts ? <p>{ui('erasedRecords')}</p> : null}
      {facts ? <ClassRecords records={withinWindow(facts, from, to)} marks={records} monthsOnly={from !== null} /> : null}
    </Section>
  )
}
