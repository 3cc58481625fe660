import { useTranslations } from 'next-intl'
import { CopyButton } from './copy-button'

/** A number or code with a button that copies it. */
export function CopyText({ text }: { text: string }) {
  const t = useTranslations('ui.copy')
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <code className="figures break-all font-sans">{text}</code>
      <CopyButton text={text} labels={{ copy: t('copy'), copied: t('copied'), failed: t('failed') }} />
    </span>
  )
}
