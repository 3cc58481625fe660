import { useLocale, useTranslations } from 'next-intl'
import { DataTable } from '@/components/ui/data-table'
import { Section } from '@/components/ui/page-header'
import { areaOfCreditCode, countyOf } from '@/server/kernel/areas'

/** What the first two characters usually say; others exist. */
const kinds = {
  '91': 'enterprise',
  '92': 'soleTrader',
  '93': 'cooperative',
  '11': 'publicBody',
  '12': 'publicInstitution',
  '51': 'association',
  '52': 'privateNonEnterprise',
  '53': 'foundation',
} as const
const isKind = (prefix: string): prefix is keyof typeof kinds => Object.hasOwn(kinds, prefix)

/** A well-formed code taken apart as GB 32100-2015 builds it. */
export function CodeParts({ code }: { code: string }) {
  const t = useTranslations('tools.code.parts')
  const english = useLocale() === 'en'
  const county = countyOf(areaOfCreditCode(code))
  const prefix = code.slice(0, 2)
  const parts = [
    { key: 'body', places: '1–2', text: prefix, meaning: isKind(prefix) ? t(`kinds.${kinds[prefix]}`) : t('kinds.other') },
    {
      key: 'area',
      places: '3–8',
      text: areaOfCreditCode(code),
      meaning: county ? t('areaOf', { county: english ? county.en : county.zh }) : t('areaElsewhere'),
    },
    { key: 'organisation', places: '9–17', text: code.slice(8, 17), meaning: t('organisationMeaning') },
    { key: 'check', places: '18', text: code.slice(17), meaning: t('checkMeaning') },
  ]
  return (
    <Section title={t('title')} lead={t('lead')}>
      <DataTable
        caption={t('title')}
        captionHidden
        rows={parts}
        rowKey={({ key }) => key}
        columns={[
          {
            key: 'places',
            header: t('places'),
            cell: ({ places }) => <span className="figures whitespace-nowrap">{places}</span>,
          },
          { key: 'text', header: t('characters'), cell: ({ text }) => <span className="figures tracking-wider">{text}</span> },
          { key: 'meaning', header: t('meaning'), cell: ({ meaning }) => meaning },
        ]}
        empty={null}
      />
    </Section>
  )
}
