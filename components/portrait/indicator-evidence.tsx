import { useTranslations } from 'next-intl'
import { ClassRecords, withinWindow } from '@/components/sources/class-records'
import { SummaryList } from '@/components/ui/lists'
import type { ShownEvidence } from '@/server/flows/show-evidence'
import { indicatorKey } from '@/server/portrait/domain/value-words'
import { type Factor, type IndicatorReading, indicatorCatalogue } from '@/server/portrait/schema'
import { EvidenceFrame } from './evidence-frame'
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

/** For the enterprise: the records of a class within the window, those that count marked. */
export function EvidenceSection({ evidence }: { evidence: ShownEvidence }) {
  const t = useTranslations('portrait.indicator')
  const ui = useTranslations('ui')
  const { from, to, records, provenance, facts } = evidence
  return (
    <EvidenceFrame evidence={evidence}>
      <p className="text-14 text-fg-2">{records.length > 0 ? t('counted') : t('allCounted')}</p>
      {provenance && !facts ? <p>{ui('erasedRecords')}</p> : null}
      {facts ? <ClassRecords records={withinWindow(facts, from, to)} marks={records} monthsOnly={from !== null} /> : null}
    </EvidenceFrame>
  )
}
