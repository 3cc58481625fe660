import { getTranslations } from 'next-intl/server'
import { OverseeCopies } from '@/components/consent/oversee-copies'
import { requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'

export const generateMetadata = async () => ({ title: (await getTranslations('consent.copies'))('overseeTitle') })

export default async function OfficeCopiesPage() {
  await requirePortal('OFFICE', '/office/copies')
  return <OverseeCopies portal="office" {...(await (await api()).copies.overdueForOffice())} />
}
