import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { SummaryList } from '@/components/ui/lists'
import { Section } from '@/components/ui/page-header'
import { queryHref } from '@/components/ui/query-href'
import { StatusTag } from '@/components/ui/status-tag'
import { type CreditCodeAnswer, organisationCheckCharacter } from '@/server/kernel/credit-code'
import { CodeParts } from './code-parts'

type Props = { answer: CreditCodeAnswer; path: string }

/** What kind of answer this is: each has its own sentence on what to do. */
function verdictOf({ valid, format, organisationCheck, check }: CreditCodeAnswer) {
  if (valid && organisationCheck) return { tone: 'success', key: 'sound' } as const
  if (valid) return { tone: 'warning', key: 'organisationFails' } as const
  if (format) return { tone: 'warning', key: 'checkFails' } as const
  return { tone: 'danger', key: check.expected === null ? 'malformed' : 'alienCheck' } as const
}

/** Both checks of a code in words, what the code is made of, and the codes that may have been meant. */
export function CodeAnswer({ answer, path }: Props) {
  const t = useTranslations('tools.code')
  const { tone, key } = verdictOf(answer)
  const { expected, actual } = answer.check
  return (
    <>
      <Banner tone={tone} title={t(`verdicts.${key}.title`, { expected: expected ?? '', actual: actual ?? '' })}>
        {t(`verdicts.${key}.advice`)}
      </Banner>
      <Checks answer={answer} />
      {answer.suggestions.length > 0 ? <Suggestions answer={answer} path={path} /> : null}
      {answer.format ? <CodeParts code={answer.code} /> : null}
    </>
  )
}

function Checks({ answer: { code, format, check, organisationCheck } }: { answer: CreditCodeAnswer }) {
  const t = useTranslations('tools.code')
  const characters = [...code]
  const organisation = organisationCheckCharacter(characters.slice(8, 16).join(''))
  const rows = [
    {
      label: t('checks.format'),
      passed: format,
      sentence: t('formatSentence', { length: characters.length }),
    },
    {
      label: t('checks.last'),
      passed: check.expected !== null && check.expected === check.actual,
      sentence: check.expected
        ? t('lastSentence', { expected: check.expected, actual: check.actual ?? t('nothing') })
        : t('lastImpossible'),
    },
    {
      label: t('checks.organisation'),
      passed: organisationCheck,
      sentence: organisation
        ? t('organisationSentence', { expected: organisation, actual: characters[16] ?? t('nothing') })
        : t('organisationImpossible'),
    },
  ]
  return (
    <Section title={t('checksTitle')}>
      <SummaryList
        rows={rows.map(({ label, passed, sentence }) => ({
          label,
          value: sentence,
          action: <StatusTag tone={passed ? 'success' : 'warning'}>{passed ? t('passed') : t('notPassed')}</StatusTag>,
        }))}
      />
    </Section>
  )
}

function Suggestions({ answer: { code, suggestions }, path }: Props) {
  const t = useTranslations('tools.code')
  const characters = [...code]
  return (
    <Section title={t('suggestions')} lead={t('suggestionsLead')}>
      <ul className="grid gap-2">
        {suggestions.map((suggestion) => {
          const at = [...suggestion].findIndex((character, index) => character !== characters[index])
          return (
            <li key={suggestion} className="flex flex-wrap items-baseline gap-x-4">
              <Link
                href={queryHref(path, {}, { code: suggestion })}
                className="figures break-all text-link tracking-wider underline underline-offset-4"
              >
                {suggestion}
              </Link>
              <span className="text-14 text-fg-2">
                {t('change', { place: at + 1, from: characters[at] ?? '', to: suggestion.charAt(at) })}
              </span>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
