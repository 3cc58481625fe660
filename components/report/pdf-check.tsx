import { useTranslations } from 'next-intl'
import { PdfCheckClient } from './pdf-check-client'

/** Compares a file on the reader's own machine with the one on record; the file is not sent. */
export function PdfCheck({ pdfHash }: { pdfHash: string }) {
  const t = useTranslations('report.verify')
  return (
    <>
      <PdfCheckClient pdfHash={pdfHash} strings={{ choose: t('pdfChoose'), same: t('pdfSame'), other: t('pdfOther') }} />
      <noscript>
        <p className="text-14 text-fg-2">{t('script')}</p>
      </noscript>
    </>
  )
}
