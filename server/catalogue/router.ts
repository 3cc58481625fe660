import { shanghaiDate } from '@/server/kernel/dates'
import { NotFound } from '@/server/kernel/refused'
import { anonymousProcedure, enterpriseProcedure, institutionProcedure, router } from '@/server/trpc/init'
import { statedRates } from './domain/stated-rates'
import { findPublic, findPublishedVersion, listOnOfferByIds, listPublic } from './published.repository'
import { countOtherPublishers, findOwn, listOwn } from './repository'
import { createProductInput, oneProductInput, publishInput, saveDraftInput, versionInput } from './schema'
import { offerAgain, publishVersion, withdrawProduct } from './use-cases/put-on-offer'
import { beginVersion, createProduct, saveDraft } from './use-cases/write-draft'

export const catalogueRouter = router({
  /** Everything on offer, for anybody: PublishedProduct[], by institution and code. */
  publicList: anonymousProcedure.meta({ permission: 'public.read' }).query(() => listPublic()),

  /** One product on offer, for anybody. */
  publicOne: anonymousProcedure
    .meta({ permission: 'public.read' })
    .input(oneProductInput)
    .query(async ({ input }) => {
      const product = await findPublic(input.productId)
      if (!product) throw new NotFound('product')
      return product
    }),

  /** One product on offer, for an enterprise. */
  onOffer: enterpriseProcedure
    .meta({ permission: 'matching.read' })
    .input(oneProductInput)
    .query(async ({ ctx, input }) => {
      const [product] = await listOnOfferByIds(ctx.tx, ctx.scope, [input.productId])
      if (!product) throw new NotFound('product')
      return product
    }),

  /** The terms of a version that was published, on offer or not, and the rates it stated for the day of the question. */
  versionOf: enterpriseProcedure
    .meta({ permission: 'application.read-own' })
    .input(versionInput)
    .query(async ({ ctx, input }) => {
      const found = await findPublishedVersion(ctx.tx, ctx.scope, input)
      if (!found) throw new NotFound('product')
      return { ...found, ...statedRates(found.terms, input.on ?? shanghaiDate(ctx.now), input.termMonths) }
    }),

  /** The institution's own products with all their versions. */
  ownList: institutionProcedure.meta({ permission: 'product.read-own' }).query(({ ctx }) => listOwn(ctx.tx, ctx.scope)),

  ownOne: institutionProcedure
    .meta({ permission: 'product.read-own' })
    .input(oneProductInput)
    .query(async ({ ctx, input }) => {
      const product = await findOwn(ctx.tx, ctx.scope, input.productId)
      if (!product) throw new NotFound('product')
      return { ...product, otherPublishers: await countOtherPublishers(ctx.tx, ctx.scope, ctx.person.accountId, ctx.now) }
    }),

  create: institutionProcedure
    .meta({ permission: 'product.edit' })
    .input(createProductInput)
    .mutation(({ ctx, input }) => createProduct(ctx, input)),

  beginVersion: institutionProcedure
    .meta({ permission: 'product.edit' })
    .input(oneProductInput)
    .mutation(({ ctx, input }) => beginVersion(ctx, input.productId)),

  saveDraft: institutionProcedure
    .meta({ permission: 'product.edit' })
    .input(saveDraftInput)
    .mutation(({ ctx, input }) => saveDraft(ctx, input)),

  publish: institutionProcedure
    .meta({ permission: 'product.publish' })
    .input(publishInput)
    .mutation(({ ctx, input }) => publishVersion(ctx, input)),

  withdraw: institutionProcedure
    .meta({ permission: 'product.publish' })
    .input(oneProductInput)
    .mutation(({ ctx, input }) => withdrawProduct(ctx, input.productId)),

  offerAgain: institutionProcedure
    .meta({ permission: 'product.publish' })
    .input(oneProductInput)
    .mutation(({ ctx, input }) => offerAgain(ctx, input.productId)),
})
