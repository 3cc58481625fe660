import { z } from 'zod'
import type { EnterpriseScope } from '@/server/auth/scope'
import { clientOf } from '@/server/db/client'
import type { Tx } from '@/server/db/transaction'
import { Portrait } from './schema'

const shown = {
  id: true,
  consentId: true,
  cardVersion: true,
  score: true,
  grade: true,
  confidenceBps: true,
  digest: true,
  snapshotIds: true,
  createdAt: true,
  supersededAt: true,
  asOf: true,
  staleSince: true,
} as const

const day = (date: Date) => date.toISOString().slice(0, 10)

const opened = <Row extends { asOf: Date; body: unknown }>(row: Row | null) =>
  row && row.body !== null ? { ...row, asOf: day(row.asOf), body: Portrait.parse(row.body) } : null

/** The portrait that counts now, with its body; null where none was built yet, or its data has reached its term. */
export async function findCurrentPortrait(tx: Tx, { enterpriseId }: EnterpriseScope) {
  const row = await tx.portrait.findFirst({
    where: { enterpriseId, supersededAt: null },
    orderBy: { createdAt: 'desc' },
    select: { ...shown, body: true },
  })
  return opened(row)
}

/** One portrait, current or past; null once its body was erased. */
export async function findPortrait(tx: Tx, { enterpriseId }: EnterpriseScope, id: string) {
  const row = await tx.portrait.findUnique({
    where: { enterpriseId_id: { enterpriseId, id } },
    select: { ...shown, body: true },
  })
  return opened(row)
}

/** Newest first, without the bodies. */
export async function listPortraits(tx: Tx, { enterpriseId }: EnterpriseScope) {
  const rows = await tx.portrait.findMany({
    where: { enterpriseId },
    orderBy: { createdAt: 'desc' },
    take: 60,
    select: shown,
  })
  return rows.map((row) => ({ ...row, asOf: day(row.asOf) }))
}

type NewPortrait = { id: string; consentId: string; body: Portrait; digest: string; snapshotIds: string[]; createdAt: Date }

/** Stores a portrait as it was computed; it takes the place of the former one. */
export async function insertPortrait(tx: Tx, { enterpriseId }: EnterpriseScope, portrait: NewPortrait): Promise<void> {
  const { cardVersion, score, grade, confidenceBps, asOf } = portrait.body
  await tx.portrait.updateMany({ where: { enterpriseId, supersededAt: null }, data: { supersededAt: portrait.createdAt } })
  await tx.portrait.createMany({
    data: {
      ...portrait,
      enterpriseId,
      cardVersion,
      score,
      grade,
      confidenceBps,
      asOf: new Date(`${asOf}T00:00:00Z`),
    },
  })
}

const Listed = z.array(z.object({ enterpriseId: z.string(), portraitId: z.string() }))

/** Which portraits to draw again: a sample by seed of all that there ever were, numbers only. For the worker. */
export const listToReplay = async (seed: string, most: number) =>
  Listed.parse(
    await clientOf('worker').$queryRaw`
      SELECT enterprise_id::text AS "enterpriseId", portrait_id::text AS "portraitId"
      FROM guard.portraits_to_replay(${seed}, ${most}::integer)`,
  )
