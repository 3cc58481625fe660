import 'server-only'
import type { Tx } from '@/server/db/transaction'
import type { Prisma } from '@/server/generated/prisma/client'
import { openValue, sealValue } from '@/server/keys/sealed.repository'
import type { RegisterEntry } from '@/server/sources/schema'
import type { ClaimantKind, ClaimState } from './schema'
import { contactHashOf } from './secret-codes'

export type NewClaim = {
  id: string
  creditCode: string
  enterpriseName: string
  relation: ClaimantKind
  claimantName: string
  contact: string
  loginName: string
  passwordHash: string
  mandate: string | null
  mandateEndsOn: Date | null
  codeHash: Uint8Array<ArrayBuffer>
  sentTo: string
  expiresAt: Date
  registerEntry: RegisterEntry
}

/** One at a time for one credit code, until the transaction ends: of two claims, one is the second. */
export const lockFirm = (tx: Tx, creditCode: string) =>
  tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`claim:${creditCode}`}, 0))`

export const claimsSince = (tx: Tx, creditCode: string, since: Date) =>
  tx.enterpriseClaim.count({ where: { creditCode, createdAt: { gt: since } } })

/** Where a claim's number stands; its key is the claim's own, for nobody is known yet. */
export const claimContact = ({ id, contact }: { id: string; contact: string }) => ({
  ownerId: id,
  cell: { table: 'enterprise_claim', column: 'contact', row: id },
  value: contact,
})

export async function createClaim(tx: Tx, { registerEntry, ...claim }: NewClaim): Promise<void> {
  const entry: Prisma.InputJsonObject = { ...registerEntry }
  const { ownerId, cell, value } = claimContact(claim)
  const contact = await sealValue(tx, { ownerId, purpose: 'PEOPLE' }, cell, value)
  const contactIndex = contactHashOf(claim.contact)
  await tx.enterpriseClaim.createMany({ data: { ...claim, contact, contactIndex, registerEntry: entry } })
}

const claimColumns = {
  id: true,
  creditCode: true,
  enterpriseName: true,
  relation: true,
  claimantName: true,
  contact: true,
  loginName: true,
  passwordHash: true,
  mandate: true,
  mandateEndsOn: true,
  state: true,
  codeHash: true,
  sentTo: true,
  attempts: true,
  expiresAt: true,
  confirmedAt: true,
  registerEntry: true,
} as const

/** The claim, held until the transaction ends, so that guesses at its code are counted one by one. Its number may be erased. */
export async function holdClaim(tx: Tx, id: string) {
  await tx.$queryRaw`SELECT id FROM enterprise_claim WHERE id = ${id}::uuid FOR UPDATE`
  const claim = await tx.enterpriseClaim.findUnique({ where: { id }, select: claimColumns })
  return claim && { ...claim, contact: await openValue(tx, 'PEOPLE', claimContact(claim)) }
}

export type StoredClaim = NonNullable<Awaited<ReturnType<typeof holdClaim>>>

export const storeClaimStep = (
  tx: Tx,
  id: string,
  step: { state: ClaimState; attempts: number; loginName?: string; confirmedAt?: Date },
) => tx.enterpriseClaim.update({ where: { id }, data: step, select: { id: true } })

/** What the claimant may see of a claim, by its id. */
export const readClaim = (tx: Tx, id: string) =>
  tx.enterpriseClaim.findUnique({
    where: { id },
    select: {
      id: true,
      creditCode: true,
      enterpriseName: true,
      claimantName: true,
      loginName: true,
      state: true,
      sentTo: true,
      attempts: true,
      expiresAt: true,
      settledAt: true,
    },
  })

/** The organisation of a credit code and the people who act for it now; null when the firm was never on the platform. */
export async function findFirm(tx: Tx, creditCode: string) {
  const enterprise = await tx.enterprise.findUnique({
    where: { creditCode },
    select: {
      enterpriseId: true,
      organisation: {
        select: {
          disabledAt: true,
          memberships: {
            where: { disabledAt: null, account: { disabledAt: null } },
            select: { accountId: true, role: true, endsOn: true, account: { select: { personId: true, name: true } } },
          },
        },
      },
    },
  })
  if (!enterprise) return null
  const { disabledAt, memberships } = enterprise.organisation
  return { organisationId: enterprise.enterpriseId, disabled: disabledAt !== null, members: memberships }
}

const registeredFacts = (entry: RegisterEntry, readAt: Date) => ({
  name: entry.name,
  legalForm: entry.legalForm,
  industry: entry.industry,
  countyCode: entry.countyCode,
  address: entry.address,
  foundedOn: new Date(entry.foundedOn),
  legalRepresentative: entry.legalRepresentative,
  registerStatus: entry.status,
  registerReadAt: readAt,
})

/** Opens the firm's organisation with what the register says of it, or brings one that was there up to date. */
export async function openFirm(tx: Tx, entry: RegisterEntry, readAt: Date): Promise<string> {
  const facts = registeredFacts(entry, readAt)
  const known = await tx.enterprise.findUnique({ where: { creditCode: entry.creditCode }, select: { enterpriseId: true } })
  if (known) {
    await tx.enterprise.update({ where: known, data: facts, select: { enterpriseId: true } })
    return known.enterpriseId
  }
  const { id } = await tx.organisation.create({ data: { kind: 'ENTERPRISE', name: entry.name }, select: { id: true } })
  await tx.enterprise.createMany({ data: { enterpriseId: id, creditCode: entry.creditCode, ...facts } })
  return id
}
