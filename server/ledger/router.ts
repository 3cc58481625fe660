import { z } from 'zod'
import type { EnterpriseScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import type { Locale } from '@/server/i18n/locales'
import { NotFound } from '@/server/kernel/refused'
import { enterpriseProcedure, router, signedInProcedure } from '@/server/trpc/init'
import { appendToLedger } from './append'
import { proofOf } from './proof'
import { findRead, lastReads, listReads, listRefusedReads, namesOfReaders } from './repository'

const Refusal = z.object({ reason: z.string() })

export const pageSize = 20
/** Rows of one export: some years of reads. */
const exportLimit = 10_000

/** Files that leave the platform whole; the office's records, and results of a shadow run, are put on record where they are read. */
export const ExportedFile = z.enum([
  ...(['statistics', 'report-lines', 'data-access', 'portrait-months', 'data-use', 'oversight', 'monitoring'] as const),
  ...(['consent-receipt', 'credit-report', 'read-proof'] as const),
])

type Asking = { tx: Tx; locale: Locale }

/** What an institution is called in the asker's language; undefined for readers that are none. */
async function readersIn({ tx, locale }: Asking, ids: readonly string[]) {
  const found = await namesOfReaders(tx, [...new Set(ids)])
  const names = new Map(found.map((one) => [one.institutionId, locale === 'en' ? one.nameEn : one.name]))
  return (id: string | null) => (id ? names.get(id) : undefined)
}

type Page = Parameters<typeof listReads>[2]

/** Reads with the readers named in the asker's language; whoever is no institution is named as recorded. */
async function readsShown(ctx: Asking & { scope: EnterpriseScope }, page: Page) {
  const { rows, total } = await listReads(ctx.tx, ctx.scope, page)
  const nameOf = await readersIn(
    ctx,
    rows.map((row) => row.readerOrganisationId),
  )
  const named = rows.map((row) => ({
    ...row,
    readerOrganisationName: nameOf(row.readerOrganisationId) ?? row.readerOrganisationName,
  }))
  return { rows: named, total }
}

export const ledgerRouter = router({
  reads: enterpriseProcedure
    .meta({ permission: 'access.read' })
    .input(z.strictObject({ page: z.int().min(1).max(10_000) }))
    .query(async ({ ctx, input }) => ({
      ...(await readsShown(ctx, { skip: (input.page - 1) * pageSize, take: pageSize })),
      pageSize,
    })),

  allReads: enterpriseProcedure
    .meta({ permission: 'access.read' })
    .query(({ ctx }) => readsShown(ctx, { skip: 0, take: exportLimit })),

  refusedReads: enterpriseProcedure.meta({ permission: 'access.read' }).query(async ({ ctx }) => {
    const rows = await listRefusedReads(ctx.tx, ctx.scope)
    const nameOf = await readersIn(
      ctx,
      rows.map((row) => row.organisationId),
    )
    return rows.map(({ body, organisationId, ...row }) => ({
      ...row,
      readerOrganisationName: nameOf(organisationId) ?? '--',
      reason: Refusal.safeParse(body).data?.reason ?? '--',
    }))
  }),

  /** Puts on record that somebody takes a file away; asked by the routes that make the files, before they hand them over. */
  recordExport: signedInProcedure
    .meta({ permission: 'identity.self' })
    .input(z.strictObject({ file: ExportedFile, subjectId: z.uuidv7().optional() }))
    .mutation(async ({ ctx, input }) => {
      const { person, session, tx } = ctx
      const enterpriseId = session.kind === 'ENTERPRISE' ? person.organisationId : null
      await appendToLedger(tx, person, { act: `${input.file}.exported`, enterpriseId, subjectId: input.subjectId ?? null })
      return {}
    }),

  /** The proof of one read, as a tlog-proof file. */
  proof: enterpriseProcedure
    .meta({ permission: 'access.read' })
    .input(z.strictObject({ readId: z.uuidv7() }))
    .query(async ({ ctx, input }) => {
      const found = await findRead(ctx.tx, ctx.scope, input.readId)
      if (!found) throw new NotFound('read')
      return proofOf(found.record, found.leaf)
    }),

  /** Consent id → when it was last used for a read, and how often. */
  lastReads: enterpriseProcedure.meta({ permission: 'access.read' }).query(async ({ ctx }) => {
    const rows = await lastReads(ctx.tx, ctx.scope)
    return new Map(rows.map((row) => [row.consentId, { at: row._max.at, count: row._count }]))
  }),
})
