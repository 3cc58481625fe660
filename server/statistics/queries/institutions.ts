import type { OfficeScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'

export type InstitutionName = { institutionId: string; name: string; nameEn: string }

export const institutionNames = (tx: Tx, _office: OfficeScope): Promise<InstitutionName[]> =>
  tx.institution.findMany({ select: { institutionId: true, name: true, nameEn: true }, orderBy: { code: 'asc' } })
