import { clientOf } from '@/server/db/client'

// What time alone brings about, across tenants: definer functions that name rows and tell nothing else. Whoever acts on one
// enters its tenant first.

export const consentsPastEnd = (most: number) =>
  clientOf('worker').$queryRaw<{ enterpriseId: string; consentId: string }[]>`
    SELECT enterprise_id AS "enterpriseId", consent_id AS "consentId" FROM guard.consents_past_end(${most}::integer)`

/** @param onDay `YYYY-MM-DD`, Asia/Shanghai */
export const applicationsPastDue = (onDay: string, most: number) =>
  clientOf('worker').$queryRaw<{ institutionId: string; applicationId: string }[]>`
    SELECT institution_id AS "institutionId", application_id AS "applicationId"
    FROM guard.applications_past_due(${onDay}::date, ${most}::integer)`

export const offersPastEnd = (most: number) =>
  clientOf('worker').$queryRaw<{ institutionId: string; applicationId: string }[]>`
    SELECT institution_id AS "institutionId", application_id AS "applicationId" FROM guard.offers_past_end(${most}::integer)`

/** Under way, with an officer who can no longer handle them; those of one institution lie together. */
export const applicationsLeft = (most: number) =>
  clientOf('worker').$queryRaw<{ institutionId: string; applicationId: string }[]>`
    SELECT institution_id AS "institutionId", application_id AS "applicationId" FROM guard.applications_left(${most}::integer)`

/** Suspended since before an instant, and the consent gone for good. */
export const applicationsWithoutConsent = (before: Date, most: number) =>
  clientOf('worker').$queryRaw<{ enterpriseId: string; applicationId: string }[]>`
    SELECT enterprise_id AS "enterpriseId", application_id AS "applicationId"
    FROM guard.applications_without_consent(${before}::timestamptz, ${most}::integer)`

/** Deadlines counted through a year whose calendar wasn't published when they were counted. */
export const provisionalDeadlines = (most: number) =>
  clientOf('worker').$queryRaw<{ institutionId: string; applicationId: string }[]>`
    SELECT institution_id AS "institutionId", application_id AS "applicationId" FROM guard.provisional_deadlines(${most}::integer)`

/** Enterprises whose entry on the public register was read before an instant, the longest ago first. */
export const registersToFollow = (before: Date, most: number) =>
  clientOf('worker').$queryRaw<{ enterpriseId: string }[]>`
    SELECT enterprise_id AS "enterpriseId" FROM guard.registers_to_follow(${before}::timestamptz, ${most}::integer)`

/** Says that a worker is alive; /api/health reads when it was said last. */
export const sayAlive = () => clientOf('worker').$executeRaw`SELECT guard.worker_seen()`
