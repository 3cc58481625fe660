import { useTranslations } from 'next-intl'

type Props = { lines: readonly string[]; sha256: string; language: string }

/** A notice as it is (or was) on the screen, with the hash of its text. */
export function NoticeView({ lines, sha256, language }: Props) {
  const t = useTranslations('consent.confirm')
  return (
    <>
      <ol lang={language} className="grid max-w-[42em] gap-3">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      <p className="text-13 text-fg-3">
        {t('hash')}
        <br />
        <code className="break-all">{sha256}</code>
      </p>
    </>
  )
}
