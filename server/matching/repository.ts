import type { EnterpriseScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { enterpriseSizes } from '@/server/kernel/enterprise-size'
import type { Applicant } from './schema'

const sizeOf = (size: string | null) => enterpriseSizes.find((one) => one === size) ?? null

/** The firm as the register has it. */
export async function findApplicant(tx: Tx, { enterpriseId }: EnterpriseScope): Promise<Applicant> {
  const row = await tx.enterprise.findUniqueOrThrow({
    where: { enterpriseId },
    select: { countyCode: true, legalForm: true, size: true, industry: true },
  })
  return { ...row, size: sizeOf(row.size) }
}
