import { useTranslations } from 'next-intl'
import type { GrantedEvidence } from '@/server/flows/show-granted-evidence'
import { EvidenceFrame } from './evidence-frame'
import { EvidenceLines } from './evidence-lines'

/** For an institution: where a record came from, and the lines of it that made the figure, nothing else of it. */
export function GrantedEvidenceSection({ evidence }: { evidence: GrantedEvidence }) {
  const t = useTranslations('portrait.indicator')
  const ui = useTranslations('ui')
  const { from, records, path, provenance, lines } = evidence
  return (
    <EvidenceFrame evidence={evidence}>
      {provenance && lines ? <p className="text-13 text-fg-3">{t('digestMatches')}</p> : null}
      {from && lines ? <p className="text-14 text-fg-2">{records.length > 0 ? t('counted') : t('allCounted')}</p> : null}
      {provenance && !lines ? <p>{ui('erasedRecords')}</p> : null}
      {lines ? <EvidenceLines path={path} lines={lines} marks={from ? records : []} /> : null}
    </EvidenceFrame>
  )
}
