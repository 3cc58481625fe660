import { type PlainDate, shanghaiDate } from '@/server/kernel/dates'
import { Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { anonymousProcedure, officeProcedure, router } from '@/server/trpc/init'
import { exceptionsOn } from './queries/exceptions'
import { institutionNames } from './queries/institutions'
import { publicHeadline } from './queries/public-headline'
import { readRecords } from './queries/records'
import { breakdownInput, exceptionsInput, exportRecordsInput, overviewInput, recordsInput } from './schema'
import { breakdown } from './use-cases/breakdown'
import { overview } from './use-cases/overview'

const pageSize = 50
/** Rows of one export. */
const exportLimit = 10_000

/** The last day that counts: today unless an earlier one was asked for. */
function dayOf(asked: PlainDate | undefined, now: Date): PlainDate {
  const today = shanghaiDate(now)
  if (asked && asked > today) throw new Refused('statistics.date-in-future', { field: 'asOf' })
  return asked ?? today
}

const readProcedure = officeProcedure.meta({ permission: 'statistics.read' })
const drillProcedure = officeProcedure.meta({ permission: 'statistics.drill-down' })

export const statisticsRouter = router({
  /** For the front page: totals since launch, without a figure that fewer than five enterprises make up. */
  publicHeadline: anonymousProcedure.meta({ permission: 'public.read' }).query(() => publicHeadline()),

  overview: readProcedure
    .input(overviewInput)
    .query(({ ctx, input: { asOf, ...selection } }) => overview(ctx, dayOf(asOf, ctx.now), selection)),

  breakdown: readProcedure
    .input(breakdownInput)
    .query(({ ctx, input: { asOf, by, period, ...selection } }) => breakdown(ctx, dayOf(asOf, ctx.now), by, period, selection)),

  /** What to ask about today, whatever date the totals are of. */
  exceptions: readProcedure
    .input(exceptionsInput.default({ page: 1, size: 8 }))
    .query(({ ctx, input: { page, size } }) =>
      exceptionsOn(ctx.tx, ctx.scope, shanghaiDate(ctx.now), { skip: (page - 1) * size, take: size }),
    ),

  institutions: readProcedure.query(({ ctx }) => institutionNames(ctx.tx, ctx.scope)),

  /** Names enterprises: each of them finds the reading on its own list. */
  records: drillProcedure.input(recordsInput).query(async ({ ctx, input: { page, ...filter } }) => {
    const today = shanghaiDate(ctx.now)
    const found = await readRecords(ctx.tx, ctx.scope, filter, today, { skip: (page - 1) * pageSize, take: pageSize })
    return { ...found, pageSize }
  }),

  exportRecords: drillProcedure.input(exportRecordsInput).query(async ({ ctx, input }) => {
    const found = await readRecords(ctx.tx, ctx.scope, input, shanghaiDate(ctx.now), { skip: 0, take: exportLimit })
    if (found.total > exportLimit) throw new Refused('statistics.too-many-rows')
    await appendToLedger(ctx.tx, ctx.person, { act: 'records.exported', body: { kind: input.kind, rows: found.total } })
    return found
  }),
})
