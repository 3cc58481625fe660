import { uuidv7 } from 'uuidv7'
import { NotFound, Refused } from '@/server/kernel/refused'
import { operatorProcedure, router } from '@/server/trpc/init'
import { askErasure, listErasures, rememberErasure, settleErasure } from './erasure.repository'
import { requestErasureInput, settleErasureInput } from './schema'

const erasing = operatorProcedure.meta({ permission: 'keys.erase' })

/** The field that each refusal of a request is about. */
const fields: Partial<Record<string, string>> = { 'keys.unknown-subject': 'name', 'keys.still-in-use': 'name' }

/** Destroying data keys: one person asks, another agrees; what the keys sealed is erased for good. */
export const keysRouter = router({
  erasures: operatorProcedure
    .meta({ permission: 'operator.read' })
    .query(async ({ ctx }) => ({ rows: await listErasures(ctx.tx, ctx.scope), self: ctx.person.accountId })),

  askErasure: erasing.input(requestErasureInput).mutation(async ({ ctx, input }) => {
    const id = uuidv7()
    const name = input.subject === 'ENTERPRISE' ? input.name.toUpperCase() : input.name.toLowerCase()
    const refusal = await askErasure(ctx.tx, ctx.scope, { id, ...input, name })
    const field = refusal && fields[refusal]
    if (refusal) throw new Refused(refusal, field ? { field } : {})
    return { id }
  }),

  settleErasure: erasing.input(settleErasureInput).mutation(async ({ ctx, input }) => {
    const refusal = await settleErasure(ctx.tx, ctx.scope, input)
    if (refusal === 'not-found') throw new NotFound('erasure')
    if (refusal) throw new Refused(refusal)
    await rememberErasure(ctx.tx, ctx.scope, input.erasureId)
    return {}
  }),
})
