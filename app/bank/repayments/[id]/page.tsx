import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import type { SearchParams } from '@/components/ui/query-href'
import { LoanPage } from '../../disbursements/loan-page'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('disbursement.bank.register'))('REPAYMENT') }
}

export default async function ReportOnLoanPage({ params, searchParams }: Props) {
  return <LoanPage kind="REPAYMENT" id={(await params).id} params={await searchParams} />
}
