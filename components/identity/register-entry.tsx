import { useLocale, useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/figures'
import { SummaryList } from '@/components/ui/lists'
import { countyOf } from '@/server/kernel/areas'
import { parseIndustry } from '@/server/kernel/industry'
import type { RegisterEntry } from '@/server/sources/schema'

/** What the register says of a firm. */
export function RegisterEntryList({ entry }: { entry: RegisterEntry }) {
  const t = useTranslations('identity.register')
  const english = useLocale() === 'en'
  const county = countyOf(entry.countyCode)
  const industry = parseIndustry(entry.industry)
  const division = industry.ok ? industry.value.division : null
  return (
    <SummaryList
      rows={[
        { label: t('found.name'), value: entry.name },
        { label: t('found.creditCode'), value: <span className="figures break-all">{entry.creditCode}</span> },
        { label: t('found.form'), value: t(`forms.${entry.legalForm}`) },
        { label: t('found.status'), value: t(`statuses.${entry.status}`) },
        { label: t('found.representative'), value: entry.legalRepresentative },
        { label: t('found.founded'), value: <DateText value={entry.foundedOn} variant="prose" /> },
        { label: t('found.industry'), value: `${division ? `${english ? division.en : division.zh} ` : ''}${entry.industry}` },
        { label: t('found.county'), value: county ? (english ? county.en : county.zh) : entry.countyCode },
        { label: t('found.address'), value: entry.address },
        { label: t('found.contact'), value: <span className="figures">{entry.contactMasked}</span> },
      ]}
    />
  )
}
