import { getTranslations } from 'next-intl/server'
import { OverseeCopies } from '@/components/consent/oversee-copies'
import { requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'

export const generateMetadata = async () => ({ title: (await getTranslations('consent.copies'))('overseeTitle') })

export default async function OperatorCopiesPage() {
  await requirePortal('OPERATOR', '/operator/copies')
  return <OverseeCopies portal="operator" {...(await (await api()).copies.overdueForOperator())} />
}
