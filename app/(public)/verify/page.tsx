import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { VerifyForm } from '@/components/report/verify-form'
import { PageHeader, Section } from '@/components/ui/page-header'
import { firstOf, type SearchParams } from '@/components/ui/query-href'
import { readCode, readNumber, verifyPath } from '@/server/report/schema'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('report.verify'))('title') })

/** Number and check code of a paper, typed by hand; a QR code leads straight to the answer. */
export default async function VerifyPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams
  const t = await getTranslations('report.verify')
  const [typedNumber, typedCode] = [firstOf(params.number), firstOf(params.code)]
  const [number, code] = [readNumber(typedNumber ?? ''), readCode(typedCode ?? '')]
  if (number && code) redirect(verifyPath(number, code))
  const asked = typedNumber !== undefined || typedCode !== undefined
  const faults = asked
    ? [
        ...(number ? [] : [{ path: 'number' as const, message: t('missing.number') }]),
        ...(code ? [] : [{ path: 'code' as const, message: t('missing.code') }]),
      ]
    : []
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Section title={t('submit')} lead={t('privacy')}>
        <VerifyForm number={typedNumber} code={typedCode} faults={faults} />
      </Section>
    </>
  )
}
