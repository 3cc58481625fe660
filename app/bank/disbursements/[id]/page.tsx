import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { LoanPage } from '@/components/disbursement/loan-page'
import type { SearchParams } from '@/components/ui/query-href'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('disbursement.bank.register'))('DISBURSEMENT') }
}

export default async function ReportOnLoanPage({ params, searchParams }: Props) {
  return <LoanPage kind="DISBURSEMENT" id={(await params).id} params={await searchParams} />
}
