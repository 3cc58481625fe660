import { z } from 'zod'
import { enterpriseProcedure, router } from '@/server/trpc/init'
import { lastReads, listReads, listRefusedReads, namesOfReaders } from './repository'

const Refusal = z.object({ reason: z.string() })

export const pageSize = 20
/** Rows of one export: some years of reads. */
const exportLimit = 10_000

export const ledgerRouter = router({
  reads: enterpriseProcedure
    .meta({ permission: 'access.read' })
    .input(z.strictObject({ page: z.int().min(1).max(10_000) }))
    .query(async ({ ctx, input }) => ({
      ...(await listReads(ctx.tx, ctx.scope, { skip: (input.page - 1) * pageSize, take: pageSize })),
      pageSize,
    })),

  allReads: enterpriseProcedure
    .meta({ permission: 'access.read' })
    .query(({ ctx }) => listReads(ctx.tx, ctx.scope, { skip: 0, take: exportLimit })),

  refusedReads: enterpriseProcedure.meta({ permission: 'access.read' }).query(async ({ ctx }) => {
    const rows = await listRefusedReads(ctx.tx, ctx.scope)
    const names = await namesOfReaders(
      ctx.tx,
      rows.map((row) => row.organisationId),
    )
    return rows.map(({ body, organisationId, ...row }) => ({
      ...row,
      readerOrganisationName: names.find(({ institutionId }) => institutionId === organisationId)?.name ?? '--',
      reason: Refusal.safeParse(body).data?.reason ?? '--',
    }))
  }),

  /** Consent id → when it was last used for a read, and how often. */
  lastReads: enterpriseProcedure.meta({ permission: 'access.read' }).query(async ({ ctx }) => {
    const rows = await lastReads(ctx.tx, ctx.scope)
    return new Map(rows.map((row) => [row.consentId, { at: row._max.at, count: row._count }]))
  }),
})
