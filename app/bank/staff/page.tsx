import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { StaffPanel } from '@/components/identity/staff-panel'
import { firstOf, type SearchParams } from '@/components/ui/query-href'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { staffListInput } from '@/server/identity/schema'
import { api } from '@/server/trpc/caller'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('identity.staff'))('title') }
}

export default async function StaffPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const session = await requirePortal('INSTITUTION', '/bank/staff')
  const params = await searchParams
  const asked = staffListInput.safeParse({ page: Number(firstOf(params.page) ?? 1), search: firstOf(params.search) || undefined })
  const input = asked.success ? asked.data : { page: 1 }
  const staff = mayOpen(session, 'staff.manage') ? await (await api()).staff.list(input) : null
  return <StaffPanel session={session} path="/bank/staff" params={params} staff={staff} {...input} />
}
