import { useLocale, useTranslations } from 'next-intl'
import { formatMonthRange } from '@/components/ui/date-format'
import { DateText } from '@/components/ui/figures'
import { SummaryList } from '@/components/ui/lists'
import type { Provenance as Origin } from '@/server/sources/schema'

/** Where records came from: provider, months, when it was issued and received, and the digest of what was signed. */
export function Provenance({ provenance }: { provenance: Origin }) {
  const t = useTranslations('sources.detail')
  const locale = useLocale()
  const { provider, providerEn, periodFrom, periodTo, issuedAt, receivedAt, digest } = provenance
  const period = formatMonthRange(periodFrom, periodTo, locale)
  return (
    <SummaryList
      rows={[
        { label: t('provider'), value: locale === 'en' ? providerEn : provider },
        { label: t('period'), value: period },
        { label: t('issued'), value: <DateText value={issuedAt} /> },
        { label: t('received'), value: <DateText value={receivedAt} /> },
        { label: t('digest'), value: <code className="break-all text-13">{digest}</code> },
      ]}
    />
  )
}
