import { useLocale, useTranslations } from 'next-intl'
import { Provenance } from '@/components/sources/provenance'
import { formatMonth } from '@/components/ui/date-format'
import { Section } from '@/components/ui/page-header'
import type { GrantedEvidence } from '@/server/flows/show-granted-evidence'
import { EvidenceLines } from './evidence-lines'

/** For an institution: where a record came from, and the lines of it that made the figure, nothing else of it. */
export function GrantedEvidenceSection({ evidence }: { evidence: GrantedEvidence }) {
  const t = useTranslations('portrait.indicator')
  const names = useTranslations('consent.dataClasses')
  const ui = useTranslations('ui')
  const locale = useLocale()
  const { dataClass, from, to, records, path, provenance, lines } = evidence
  const lead =
    from && to
      ? `${t('period')} ${formatMonth(from, locale)} ${locale === 'en' ? '–' : '～'} ${formatMonth(to, locale)}`
      : undefined
  return (
    <Section title={names(dataClass)} lead={lead}>
      {provenance ? <Provenance provenance={provenance} /> : null}
      {provenance && lines ? <p className="text-13 text-fg-3">{t('digestMatches')}</p> : null}
      {from && lines ? <p className="text-14 text-fg-2">{records.length > 0 ? t('counted') : t('allCounted')}</p> : null}
      {provenance && !lines ? <p>{ui('erasedRecords')}</p> : null}
      {lines ? <EvidenceLines path={path} lines={lines} marks={from ? records : []} /> : null}
    </Section>
  )
}
