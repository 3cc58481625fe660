import 'server-only'
import { createHmac } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { clientOf } from '@/server/db/client'

/** By what tries are counted: the account name typed, the address signing in, looking firms up, or verifying reports. */
export type TryKind = 'account' | 'address' | 'look-up' | 'verify'

/** Neither names nor addresses are kept, only what they hash to. */
export const keyOf = (kind: TryKind, value: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    createHmac('sha256', process.env.NEXTAUTH_SECRET ?? '')
      .update(`${kind}:${value}`)
      .digest(),
  )

const dayBefore = (now: Date) => new Date(now.getTime() - 24 * 3600_000)

/** Counts a try before it is made, so that a burst of them counts too. @returns the ids of what was counted */
export async function countTries(keys: readonly Uint8Array<ArrayBuffer>[], now: Date): Promise<string[]> {
  const tries = keys.map((keyHash) => ({ id: uuidv7(), keyHash, at: now }))
  await clientOf('auth').signInFailure.createMany({ data: tries })
  return tries.map(({ id }) => id)
}

/** The tries of the last day under each key, those of `except` aside. */
export async function triesUnder(
  keys: readonly Uint8Array<ArrayBuffer>[],
  now: Date,
  except: readonly string[],
): Promise<Date[][]> {
  const tries = await clientOf('auth').signInFailure.findMany({
    where: { keyHash: { in: [...keys] }, at: { gt: dayBefore(now) }, id: { notIn: [...except] } },
    orderBy: { at: 'desc' },
    take: 400,
    select: { keyHash: true, at: true },
  })
  return keys.map((key) => tries.filter(({ keyHash }) => Buffer.from(key).equals(keyHash)).map(({ at }) => at))
}

/** Takes tries back that were not made. */
export const forgetTries = (ids: readonly string[]) =>
  clientOf('auth').signInFailure.deleteMany({ where: { id: { in: [...ids] } } })

/** After a success: these tries, all under the key, and whatever is older than a day. */
export const forgiveTries = (ids: readonly string[], key: Uint8Array<ArrayBuffer>, now: Date) =>
  clientOf('auth').signInFailure.deleteMany({
    where: { OR: [{ id: { in: [...ids] } }, { keyHash: key }, { at: { lt: dayBefore(now) } }] },
  })
