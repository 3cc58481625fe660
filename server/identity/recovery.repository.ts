import 'server-only'
import type { Tx } from '@/server/db/transaction'

/** Challenges for a new password; `tx` of the sign-in role. */
export type NewRecovery = { id: string; accountId: string; codeHash: Uint8Array<ArrayBuffer>; expiresAt: Date }

export const createRecovery = (tx: Tx, recovery: NewRecovery) => tx.recoveryChallenge.createMany({ data: recovery })

export const recoveriesSince = (tx: Tx, accountId: string, since: Date) =>
  tx.recoveryChallenge.count({ where: { accountId, createdAt: { gt: since } } })

const columns = { id: true, accountId: true, codeHash: true, attempts: true, expiresAt: true, usedAt: true } as const

/** Held until the transaction ends, so that guesses are counted one by one. */
export async function holdRecovery(tx: Tx, id: string) {
  await tx.$queryRaw`SELECT id FROM recovery_challenge WHERE id = ${id}::uuid FOR UPDATE`
  return tx.recoveryChallenge.findUnique({ where: { id }, select: columns })
}

export const findRecovery = (tx: Tx, id: string) => tx.recoveryChallenge.findUnique({ where: { id }, select: columns })

export const storeRecoveryStep = (tx: Tx, id: string, step: { attempts: number; usedAt?: Date }) =>
  tx.recoveryChallenge.update({ where: { id }, data: step, select: { id: true } })

/** An account by what is typed at sign-in; null when unknown or disabled. */
export const findAccountByLogin = (tx: Tx, loginName: string) =>
  tx.account.findFirst({ where: { loginName, disabledAt: null }, select: { id: true } })
