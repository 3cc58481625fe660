import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Provenance } from '@/components/sources/provenance'
import { formatMonthRange } from '@/components/ui/date-format'
import { Section } from '@/components/ui/page-header'
import type { Evidence } from '@/server/portrait/schema'
import type { Provenance as Origin } from '@/server/sources/schema'

type Props = {
  evidence: Pick<Evidence, 'dataClass' | 'from' | 'to'> & { provenance: Origin | null }
  /** What is shown of the records. */
  children: ReactNode
}

/** One class that a number was read from: its name, the months that count, and where the records came from. */
export function EvidenceFrame({ evidence: { dataClass, from, to, provenance }, children }: Props) {
  const t = useTranslations('portrait.indicator')
  const names = useTranslations('consent.dataClasses')
  const locale = useLocale()
  return (
    <Section title={names(dataClass)} lead={from && to ? `${t('period')} ${formatMonthRange(from, to, locale)}` : undefined}>
      {provenance ? <Provenance provenance={provenance} /> : null}
      {children}
    </Section>
  )
}
