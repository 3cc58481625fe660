import type { EnterpriseScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import type { EnterpriseSize } from '@/server/kernel/enterprise-size'

export const findIndustry = async (tx: Tx, { enterpriseId }: EnterpriseScope): Promise<string> =>
  (await tx.enterprise.findUniqueOrThrow({ where: { enterpriseId }, select: { industry: true } })).industry

/** Who the firm is, by the register's public entry; no person is named. */
export async function findIdentity(tx: Tx, { enterpriseId }: EnterpriseScope) {
  const { foundedOn, registeredCapitalFen, ...rest } = await tx.enterprise.findUniqueOrThrow({
    where: { enterpriseId },
    select: {
      name: true,
      creditCode: true,
      legalForm: true,
      industry: true,
      countyCode: true,
      foundedOn: true,
      registeredCapitalFen: true,
      registerStatus: true,
    },
  })
  return {
    ...rest,
    foundedOn: foundedOn.toISOString().slice(0, 10),
    registeredCapitalFen: registeredCapitalFen?.toString() ?? null,
  }
}

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

/** The register's word on who represents the firm, and when it was read. */
export const updateRepresentative = (
  tx: Tx,
  { enterpriseId }: EnterpriseScope,
  { legalRepresentative, readAt }: { legalRepresentative: string; readAt: Date },
) =>
  tx.enterprise.update({
    where: { enterpriseId },
    data: { legalRepresentative, registerReadAt: readAt },
    select: { enterpriseId: true },
  })

/** Ends the office of the former representative, and with it their sessions (guard.end_representation); how many accounts. */
export async function endRepresentation(tx: Tx, formerName: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ ended: bigint }[]>`SELECT guard.end_representation(${formerName}) AS ended`
  return Number(row?.ended ?? 0)
}
