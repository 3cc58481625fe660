import type { EnterpriseScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import type { EnterpriseSize } from '@/server/kernel/enterprise-size'

export const findIndustry = async (tx: Tx, { enterpriseId }: EnterpriseScope): Promise<string> =>
  (await tx.enterprise.findUniqueOrThrow({ where: { enterpriseId }, select: { industry: true } })).industry

/** What newly fetched records say of the firm itself; what they do not say stays as it was. */
export async function updateFromRecords(
  tx: Tx,
  { enterpriseId }: EnterpriseScope,
  record: { size: EnterpriseSize | null; registeredCapitalFen: bigint | undefined },
): Promise<void> {
  const { size, registeredCapitalFen } = record
  await tx.enterprise.update({
    where: { enterpriseId },
    data: { ...(size ? { size } : {}), ...(registeredCapitalFen === undefined ? {} : { registeredCapitalFen }) },
    select: { enterpriseId: true },
  })
}
