import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import type { SearchParams } from '@/components/ui/query-href'
import { ReportDesk } from '../disbursements/report-desk'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('disbursement.bank.titles'))('REPAYMENT') }
}

export default async function ReportsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <ReportDesk kind="REPAYMENT" params={await searchParams} />
}
