import { z } from 'zod'
import { DataClass, dataClasses, type LegalForm, personalDataClasses } from '@/server/sources/schema'

// A domain reads other modules' words through its own schema.
export type { Role } from '@/server/identity/schema'
export type { LegalForm }
export { DataClass, dataClasses, personalDataClasses }

/** Reference 4.13. DRAFT: begun and kept. PENDING: handed in by staff, waiting for someone who can bind the firm. */
export const consentStates = ['DRAFT', 'PENDING', 'ACTIVE', 'PAUSED', 'REVOKED', 'EXPIRED', 'REJECTED'] as const
export const ConsentState = z.enum(consentStates)
export type ConsentState = z.infer<typeof ConsentState>

export const consentEvents = [
  ...(['DRAFTED', 'DISCARDED', 'SUBMITTED', 'GRANTED', 'REJECTED', 'PAUSED', 'RESUMED', 'REVOKED', 'EXPIRED'] as const),
] as const
export const ConsentEvent = z.enum(consentEvents)
export type ConsentEvent = z.infer<typeof ConsentEvent>

/** MATCHING: the platform builds the portrait and matches. LOAN_APPLICATION: one institution, one application. */
export const consentPurposes = ['MATCHING', 'LOAN_APPLICATION'] as const
export const ConsentPurpose = z.enum(consentPurposes)
export type ConsentPurpose = z.infer<typeof ConsentPurpose>

/** ReBIT consentMode; STREAM of the standard isn't offered. */
export const consentModes = ['VIEW', 'STORE', 'QUERY'] as const
export const ConsentMode = z.enum(consentModes)
export type ConsentMode = z.infer<typeof ConsentMode>

export const fetchTypes = ['ONETIME', 'PERIODIC'] as const
export const FetchType = z.enum(fetchTypes)
export type FetchType = z.infer<typeof FetchType>

/** The units of ReBIT DataLife and Frequency. INF can be said, so that it can be refused by name. */
export const retentionUnits = ['DAY', 'MONTH', 'YEAR', 'INF'] as const
export const frequencyUnits = ['HOUR', 'DAY', 'MONTH', 'YEAR', 'INF'] as const

const count = z.int().min(1).max(10_000)
export const retentionInput = z.strictObject({ unit: z.enum(retentionUnits), value: count })
export const frequencyInput = z.strictObject({ unit: z.enum(frequencyUnits), value: count })

export const recipientInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('PLATFORM') }),
  z.strictObject({ kind: z.literal('INSTITUTION'), institutionId: z.uuidv7(), applicationId: z.uuidv7() }),
])
export type Recipient = z.infer<typeof recipientInput>

/** What must be stated but wasn't is absent here, and refused by the domain in a sentence of its own. */
export const grantConsentInput = z.strictObject({
  recipient: recipientInput,
  purpose: ConsentPurpose,
  dataClasses: z.array(DataClass).max(dataClasses.length),
  consentMode: ConsentMode,
  fetchType: FetchType,
  /** First and last day, in Shanghai. */
  from: z.iso.date(),
  to: z.iso.date().optional(),
  lookbackMonths: z.int().min(1, 'consent.lookback-missing').max(1_200),
  retention: retentionInput.optional(),
  frequency: frequencyInput.optional(),
  notice: z.strictObject({
    version: z.string().max(40),
    language: z.enum(['zh-CN', 'en']),
    /** SHA-256 (hex) of the notice that was on the screen. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
})
export type GrantConsentInput = z.infer<typeof grantConsentInput>

/** The same, where it was kept as a draft before: that draft goes on, and no second consent stands beside it. */
export const grantDraftInput = grantConsentInput.extend({ draftId: z.uuidv7().optional() })
/** What is kept as a draft; the notice is read when it is handed in or granted. */
export const saveDraftInput = grantDraftInput.omit({ notice: true })

/** Withdrawing, pausing and going on ask for nothing but the consent: it must be no harder than granting. */
export const revokeConsentInput = z.strictObject({ consentId: z.uuidv7() })
/** Confirming what staff prepared: the notice that was on the signatory's screen. */
export const confirmConsentInput = z.strictObject({ consentId: z.uuidv7(), notice: grantConsentInput.shape.notice })

/** How an institution got rid of its copies. */
export const deletionMethods = ['ERASED', 'DESTROYED_KEY', 'ANONYMISED'] as const
export const confirmDeletionInput = z.strictObject({
  copyId: z.uuidv7(),
  method: z.enum(deletionMethods),
  note: z.string().trim().max(200).optional(),
})
export type ConfirmDeletionInput = z.infer<typeof confirmDeletionInput>

/**
 * Why an institution's copy has to go, and until when: at once, where the firm or (for personal classes) the person took it
 * back; by the retention granted; or the same under a contract.
 */
export const copyBases = ['WITHDRAWN', 'PERSON', 'EXPIRED', 'CONTRACT'] as const

type Covering = {
  dataClasses: readonly string[]
  personalClasses: readonly string[]
  /** Sign-offs that stand. */
  signOffs: readonly { dataClasses: readonly string[] }[]
}

/**
 * The classes that may be fetched and shown now: all that were granted, save those with personal data for which the person
 * has not signed off (any more).
 */
export function classesInForce({ dataClasses: granted, personalClasses, signOffs }: Covering): DataClass[] {
  const signed = new Set(signOffs.flatMap((one) => one.dataClasses))
  return DataClass.array().parse(granted.filter((one) => !personalClasses.includes(one) || signed.has(one)))
}

/** What a query reads of a consent for `classesInForce`. */
export const coveringFields = {
  dataClasses: true,
  personalClasses: true,
  signOffs: { where: { endedAt: null }, select: { dataClasses: true } },
} as const
