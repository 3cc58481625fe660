import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { chosen, FlowsView } from '@/components/cage/flows-view'
import type { SearchParams } from '@/components/ui/query-href'
import { requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'

const path = '/office/flows'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('cage.flows'))('title') }
}

export default async function FlowsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requirePortal('OFFICE', path)
  const params = await searchParams
  const { window, dimension } = chosen(params)
  const { cage } = await api()
  const [flows, use] = [await cage.officeFlows({ window }), await cage.officeUse({ window, dimension })]
  return <FlowsView portal="office" path={path} params={params} flows={flows} use={use} />
}
