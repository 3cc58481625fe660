import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { formatDay } from '@/components/ui/date-format'
import { Stat, StatRow } from '@/components/ui/figures'
import { formatCount, formatMoney } from '@/components/ui/number-format'

/** Totals since launch as `statistics.publicHeadline` gives them; null where too few enterprises make up a figure. */
type Headline = {
  asOf: string
  enterprises: number | null
  institutions: number
  applications: number | null
  grantedFen: bigint | null
  disbursedFen: bigint | null
  borrowers: number | null
}
type Props = { headline: Headline /** The four that matter most, or all six. */; figures: 'main' | 'all'; link?: ReactNode }

/** The platform's totals, each with its date; a figure too small to be published says so. */
export function HeadlineFigures({ headline, figures, link }: Props) {
  const t = useTranslations('public.headline')
  const names = useTranslations('statistics.figures')
  const locale = useLocale()
  const asOf = t('asOf', { day: formatDay(headline.asOf, locale) })
  const count = (value: number | null) => (value === null ? null : formatCount(value))
  const money = (fen: bigint | null) => (fen === null ? null : formatMoney(fen, 'yi', locale))
  const all = [
    { key: 'enterprises', label: names('registeredEnterprises.name'), value: count(headline.enterprises), main: true },
    { key: 'institutions', label: t('institutions'), value: count(headline.institutions), main: false },
    { key: 'applications', label: names('applications.name'), value: count(headline.applications), main: false },
    { key: 'granted', label: t('granted'), value: money(headline.grantedFen), main: true },
    { key: 'disbursed', label: t('disbursed'), value: money(headline.disbursedFen), main: true },
    { key: 'borrowers', label: names('borrowers.name'), value: count(headline.borrowers), main: true },
  ]
  const shown = all.filter(({ main }) => main || figures === 'all')
  const stat = ({ key, label, value }: (typeof all)[number]) => (
    <Stat
      key={key}
      label={label}
      value={value ?? <span className="[font-variant-numeric:normal]">--</span>}
      note={value === null ? t('tooFew') : asOf}
      link={link}
    />
  )
  if (figures === 'main') return <StatRow>{shown.map(stat)}</StatRow>
  return (
    <div className="grid">
      <StatRow>{shown.slice(0, 3).map(stat)}</StatRow>
      <StatRow>{shown.slice(3).map(stat)}</StatRow>
    </div>
  )
}
