import { z } from 'zod'
import { declare, showDeclaration } from '@/server/flows/declare'
import { retrySource, startRefresh } from '@/server/flows/refresh-portrait'
import { showRecords } from '@/server/flows/show-evidence'
import { startVerification } from '@/server/flows/verify-claim'
import { enterpriseProcedure, router } from '@/server/trpc/init'
import { agencyOf } from './domain/agencies'
import { originOf } from './domain/provenance'
import { landedClasses, listCorrections, staleSince } from './landing.repository'
import { listVerifications } from './own.repository'
import { listQuality } from './quality.repository'
import {
  findLatestRun,
  listAgencies,
  listLatestSnapshots,
  listRefusedAnswers,
  listSnapshots,
  listSnapshotsById,
} from './repository'
import { Claim, DataClass, DeclareInput, dataClasses } from './schema'

type Run = Awaited<ReturnType<typeof findLatestRun>>

const signatureOf = (run: Run) =>
  run === null
    ? ''
    : [run.id, run.finishedAt?.getTime(), run.portraitId, ...run.tasks.map(({ state, attempts }) => `${state}${attempts}`)].join()

const nothingReceived = { snapshotId: null, periodFrom: null, periodTo: null, issuedAt: null, receivedAt: null, digest: null }

/** So long the enterprise is told of a correction, in days. */
const correctionDays = 90

const ofClass = z.strictObject({ dataClass: DataClass })

export const sourcesRouter = router({
  /** Every class with its provider, its newest snapshot and its task in the latest run. */
  overview: enterpriseProcedure.meta({ permission: 'source.read' }).query(async ({ ctx }) => {
    const { tx, scope } = ctx
    const [run, snapshots, agencies] = [
      await findLatestRun(tx, scope),
      await listLatestSnapshots(tx, scope),
      await listAgencies(tx),
    ]
    const landed = await landedClasses(tx, scope)
    const classes = dataClasses.map((dataClass) => {
      const agency = agencies.find(({ code }) => code === agencyOf[dataClass])
      return {
        dataClass,
        provider: agency?.name ?? '--',
        providerEn: agency?.nameEn ?? '--',
        snapshot: snapshots.find((one) => one.dataClass === dataClass) ?? null,
        landed: landed.includes(dataClass),
        task: run?.tasks.find((one) => one.dataClass === dataClass) ?? null,
      }
    })
    const since = new Date(ctx.now.getTime() - correctionDays * 86_400_000)
    return {
      run,
      classes,
      refused: (await listRefusedAnswers(tx, scope)).map((one) => {
        const agency = agencies.find(({ agencyId }) => agencyId === one.agencyId)
        return { ...one, provider: agency?.name ?? '--', providerEn: agency?.nameEn ?? '--' }
      }),
      signature: signatureOf(run),
      corrections: await listCorrections(tx, scope, since),
      stale: await staleSince(tx, scope),
      asOf: ctx.now,
    }
  }),

  /** Since when the portrait of today stands on data that was corrected; null when it does not. */
  stale: enterpriseProcedure.meta({ permission: 'source.read' }).query(({ ctx }) => staleSince(ctx.tx, ctx.scope)),

  /** Who provides each class. */
  providers: enterpriseProcedure.meta({ permission: 'source.read' }).query(async ({ ctx }) => {
    const agencies = await listAgencies(ctx.tx)
    return dataClasses.map((dataClass) => {
      const agency = agencies.find(({ code }) => code === agencyOf[dataClass])
      return { dataClass, provider: agency?.name ?? '--', providerEn: agency?.nameEn ?? '--' }
    })
  }),

  /** Where the classes came from that a portrait was drawn from (its `snapshotIds`), and which fetch of the latest run failed. */
  origins: enterpriseProcedure
    .meta({ permission: 'source.read' })
    .input(z.strictObject({ snapshotIds: z.array(z.uuidv7()).max(dataClasses.length) }))
    .query(async ({ ctx: { tx, scope }, input }) => {
      const snapshots = await listSnapshotsById(tx, scope, input.snapshotIds)
      const [run, agencies] = [await findLatestRun(tx, scope), await listAgencies(tx)]
      return dataClasses.map((dataClass) => {
        const agency = agencies.find(({ code }) => code === agencyOf[dataClass])
        const { name: provider, nameEn: providerEn } = agency ?? { name: '--', nameEn: '--' }
        const found = snapshots.find((one) => one.dataClass === dataClass)
        const task = run?.tasks.find((one) => one.dataClass === dataClass)
        const failure = task?.state === 'FAILED' || task?.state === 'REFUSED' ? task.failure : null
        const provenance = found ? { ...found, snapshotId: found.id, provider, providerEn } : nothingReceived
        return originOf({ ...provenance, dataClass, provider, providerEn, failure })
      })
    }),

  /** How the latest run stands, as one text: a page that follows it compares. */
  signature: enterpriseProcedure
    .meta({ permission: 'source.read' })
    .query(async ({ ctx }) => signatureOf(await findLatestRun(ctx.tx, ctx.scope))),

  /** The latest run with its tasks. */
  progress: enterpriseProcedure.meta({ permission: 'source.read' }).query(({ ctx }) => findLatestRun(ctx.tx, ctx.scope)),

  /** Today's scores of every source and item: how good a source is, is no secret. */
  quality: enterpriseProcedure.meta({ permission: 'source.read' }).query(({ ctx }) => listQuality(ctx.tx)),

  /** Puts a claim to a register that answers yes or no. */
  verify: enterpriseProcedure
    .meta({ permission: 'source.refresh' })
    .input(Claim)
    .mutation(({ ctx, input }) => startVerification(ctx, input)),

  verifications: enterpriseProcedure
    .meta({ permission: 'source.read' })
    .input(ofClass)
    .query(({ ctx, input }) => listVerifications(ctx.tx, ctx.scope, input.dataClass)),

  /** What the enterprise declares of itself, under its commitment. */
  declare: enterpriseProcedure
    .meta({ permission: 'source.declare' })
    .input(DeclareInput)
    .mutation(({ ctx, input }) => declare(ctx, input)),

  /** The newest declaration beside what the sources say. */
  declared: enterpriseProcedure.meta({ permission: 'source.read' }).query(({ ctx }) => showDeclaration(ctx)),

  refresh: enterpriseProcedure.meta({ permission: 'source.refresh' }).mutation(({ ctx }) => startRefresh(ctx)),

  retry: enterpriseProcedure
    .meta({ permission: 'source.refresh' })
    .input(z.strictObject({ runId: z.uuidv7(), dataClass: DataClass }))
    .mutation(({ ctx, input }) => retrySource(ctx, input)),

  /** The snapshots of a class, newest first, and the records of one: the newest where none is named. */
  records: enterpriseProcedure
    .meta({ permission: 'source.read' })
    .input(ofClass.extend({ snapshotId: z.uuidv7().optional() }))
    .query(async ({ ctx, input }) => {
      const snapshots = await listSnapshots(ctx.tx, ctx.scope, input.dataClass)
      const shown = input.snapshotId ? snapshots.find(({ id }) => id === input.snapshotId) : snapshots[0]
      return { snapshots, shown: shown ? await showRecords(ctx, shown.id) : null }
    }),
})
