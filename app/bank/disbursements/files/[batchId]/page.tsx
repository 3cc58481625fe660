import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import type { SearchParams } from '@/components/ui/query-href'
import { BatchResult } from '../../batch-result'

type Props = { params: Promise<{ batchId: string }>; searchParams: Promise<SearchParams> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('disbursement.bank.file'))('title') }
}

export default async function FileResultPage({ params, searchParams }: Props) {
  return <BatchResult kind="DISBURSEMENT" batchId={(await params).batchId} params={await searchParams} />
}
