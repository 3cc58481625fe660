import { z } from 'zod'
import { router, signedInProcedure } from '@/server/trpc/init'
import { countUnread, listNotices, markRead } from './repository'

export const noticesPerPage = 20

export const notifyRouter = router({
  list: signedInProcedure
    .meta({ permission: 'notice.read' })
    .input(z.strictObject({ page: z.int().min(1).max(10_000) }))
    .query(async ({ ctx, input }) => ({
      ...(await listNotices(ctx.tx, ctx.session, { skip: (input.page - 1) * noticesPerPage, take: noticesPerPage })),
      pageSize: noticesPerPage,
    })),

  unread: signedInProcedure.meta({ permission: 'notice.read' }).query(({ ctx }) => countUnread(ctx.tx, ctx.session)),

  markRead: signedInProcedure
    .meta({ permission: 'notice.read' })
    .input(z.strictObject({ id: z.uuidv7().optional() }))
    .mutation(async ({ ctx, input }) => ({ count: await markRead(ctx.tx, ctx.session, ctx.now, input.id) })),
})
