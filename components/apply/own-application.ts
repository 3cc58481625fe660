import type { showOwn } from '@/server/lending/use-cases/show-application'

/** The enterprise's application as `lending.own` gives it. */
export type OwnApplication = Awaited<ReturnType<typeof showOwn>>
