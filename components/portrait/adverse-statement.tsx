import { getLocale, getTranslations } from 'next-intl/server'
import { CopyButton } from '@/components/ui/copy-button'
import { type AdverseText, adverseTexts, asPlainText, type Stated, type StatedSummary } from './adverse-text'

function OneLanguage({ statement }: { statement: AdverseText }) {
  const { locale, title, text, reasons, records, rules } = statement
  return (
    <div lang={locale} className="grid gap-2 border-border border-l-2 pl-3">
      <h4 className="font-semibold">{title}</h4>
      <p>{text}</p>
      <ol className="grid list-decimal gap-1 pl-6">
        {reasons.map((one) => (
          <li key={one} className="break-words">
            {one}
          </li>
        ))}
      </ol>
      {records.length > 0 ? (
        <ul className="grid list-disc gap-1 pl-6">
          {records.map((one) => (
            <li key={one} className="break-words">
              {one}
            </li>
          ))}
        </ul>
      ) : null}
      {rules.map((one) => (
        <p key={one} className="text-14 text-fg-2">
          {one}
        </p>
      ))}
    </div>
  )
}

/**
 * What cost most, in order, as a statement to hand over: in Chinese and in English together, whatever the page's language, and
 * to be copied as a whole.
 */
export async function AdverseStatement({ portrait, summary, most }: { portrait: Stated; summary: StatedSummary; most?: number }) {
  const [t, ui, locale] = await Promise.all([getTranslations('portrait.adverse'), getTranslations('ui.copy'), getLocale()])
  const statements = await adverseTexts(locale, portrait, summary, most)
  const whole = statements.map(asPlainText).join('\n\n')
  return (
    <div className="grid gap-3">
      <p className="flex flex-wrap items-center justify-between gap-2 text-14 text-fg-3">
        {t('lead')}
        <CopyButton text={whole} labels={{ copy: t('copy'), copied: ui('copied'), failed: ui('failed') }} />
      </p>
      {statements.map((one) => (
        <OneLanguage key={one.locale} statement={one} />
      ))}
    </div>
  )
}
