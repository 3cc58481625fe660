import type { showForReview } from '@/server/lending/use-cases/show-application'

/** One application as the bank's one-screen review has it. */
export type Case = Awaited<ReturnType<typeof showForReview>>
