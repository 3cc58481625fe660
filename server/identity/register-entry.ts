import { z } from 'zod'
import { LegalForm, type RegisterEntry } from '@/server/sources/schema'

/** The register's entry as a claim keeps it, read back from the database. */
export const StoredRegisterEntry: z.ZodType<RegisterEntry> = z.strictObject({
  creditCode: z.string(),
  name: z.string(),
  legalForm: LegalForm,
  industry: z.string(),
  countyCode: z.string(),
  address: z.string(),
  foundedOn: z.iso.date(),
  legalRepresentative: z.string(),
  status: z.enum(['ACTIVE', 'REVOKED', 'CANCELLED']),
  contactMasked: z.string(),
})
