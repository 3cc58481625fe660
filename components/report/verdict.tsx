import { useLocale, useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { formatDay, formatInstant } from '@/components/ui/date-format'
import { SummaryList } from '@/components/ui/lists'
import { Section } from '@/components/ui/page-header'
import type { Verification } from '@/server/flows/verify-report'
import { PdfCheck } from './pdf-check'
import { ReportContentView } from './report-content'

type Genuine = Extract<Verification, { state: 'VALID' }>

function GenuineReport({ found }: { found: Genuine }) {
  const t = useTranslations('report.verify')
  const list = useTranslations('report.list')
  const locale = useLocale()
  const { content, number, contentHash, pdfHash, issuedAt, validUntil } = found
  return (
    <>
      <Banner tone="success" title={t('genuine.title')}>
        {t('genuine.body', { at: formatInstant(issuedAt, locale, 'prose'), on: formatDay(validUntil, locale, 'prose') })}
      </Banner>
      <Section title={t('facts')} lead={t('privacy')}>
        <SummaryList
          rows={[
            { label: list('number'), value: <span className="figures">{number}</span> },
            { label: list('issuedAt'), value: formatInstant(issuedAt, locale) },
            { label: list('validUntil'), value: formatDay(validUntil, locale) },
            ...(content.addressee ? [{ label: list('addressee'), value: content.addressee }] : []),
            {
              label: t('hash'),
              value: (
                <>
                  <code className="break-all text-13">{contentHash}</code>
                  <span className="block text-13 text-fg-3">{t('hashHint')}</span>
                </>
              ),
            },
          ]}
        />
      </Section>
      <Section title={t('pdf')} lead={t('pdfLead')}>
        {pdfHash ? <PdfCheck pdfHash={pdfHash} /> : <p className="text-fg-2">{t('pdfAbsent')}</p>}
      </Section>
      <ReportContentView content={content} />
    </>
  )
}

/** What the platform says of a report that somebody holds: each answer in words of its own. */
export function Verdict({ found }: { found: Verification }) {
  const t = useTranslations('report.verify')
  const locale = useLocale()
  switch (found.state) {
    case 'VALID':
      return <GenuineReport found={found} />
    case 'WITHDRAWN':
      return (
        <Banner tone="warning" title={t('withdrawn.title')}>
          {t('withdrawn.body', { at: formatInstant(found.withdrawnAt, locale, 'prose') })}
        </Banner>
      )
    case 'EXPIRED':
      return (
        <Banner tone="warning" title={t('expired.title')}>
          {t('expired.body', { on: formatDay(found.validUntil, locale, 'prose') })}
        </Banner>
      )
    case 'THROTTLED':
      return (
        <Banner tone="warning" title={t('throttled.title')}>
          {t('throttled.body', { seconds: found.seconds })}
        </Banner>
      )
    case 'BROKEN':
      return (
        <Banner tone="danger" title={t('broken.title')}>
          {t('broken.body')}
        </Banner>
      )
    case 'NOT_FOUND':
      return (
        <Banner tone="danger" title={t('notFound.title')}>
          {t('notFound.body')}
        </Banner>
      )
  }
}
