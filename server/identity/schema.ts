import { z } from 'zod'

/** Who may stand behind an account. The order is the one of screens and of documentation. */
export const organisationKinds = ['ENTERPRISE', 'INSTITUTION', 'AGENCY', 'OFFICE', 'OPERATOR'] as const
export const OrganisationKind = z.enum(organisationKinds)
export type OrganisationKind = z.infer<typeof OrganisationKind>

export const institutionKinds = ['BANK', 'MICRO_LENDER', 'GUARANTOR', 'LESSOR', 'FACTOR'] as const
export const InstitutionKind = z.enum(institutionKinds)
export type InstitutionKind = z.infer<typeof InstitutionKind>

export const roles = [
  'ENTERPRISE_OWNER',
  'ENTERPRISE_STAFF',
  'LEGAL_REPRESENTATIVE',
  'BANK_OFFICER',
  'BANK_APPROVER',
  'PRODUCT_MANAGER',
  'INSTITUTION_ADMIN',
  'AGENCY_STEWARD',
  'OFFICE_LEADER',
  'OFFICE_ANALYST',
  'OPERATOR',
  'AUDITOR',
] as const
export const Role = z.enum(roles)
export type Role = z.infer<typeof Role>

/** A role says which kind of organisation its holder belongs to; no role spans two kinds. */
export const kindOfRole = {
  ENTERPRISE_OWNER: 'ENTERPRISE',
  ENTERPRISE_STAFF: 'ENTERPRISE',
  LEGAL_REPRESENTATIVE: 'ENTERPRISE',
  BANK_OFFICER: 'INSTITUTION',
  BANK_APPROVER: 'INSTITUTION',
  PRODUCT_MANAGER: 'INSTITUTION',
  INSTITUTION_ADMIN: 'INSTITUTION',
  AGENCY_STEWARD: 'AGENCY',
  OFFICE_LEADER: 'OFFICE',
  OFFICE_ANALYST: 'OFFICE',
  OPERATOR: 'OPERATOR',
  AUDITOR: 'OPERATOR',
} as const satisfies Record<Role, OrganisationKind>

export const claimStates = ['CHALLENGED', 'CONFIRMED', 'DISPUTED', 'REJECTED', 'EXPIRED'] as const
export const ClaimState = z.enum(claimStates)
export type ClaimState = z.infer<typeof ClaimState>

/** Who asks for the firm: its legal representative, its owner, or an agent, who needs a mandate. */
export const claimantKinds = ['LEGAL_REPRESENTATIVE', 'OWNER', 'AGENT'] as const
export const ClaimantKind = z.enum(claimantKinds)
export type ClaimantKind = z.infer<typeof ClaimantKind>

export const invitationStates = ['OPEN', 'ACCEPTED', 'REVOKED', 'EXPIRED'] as const
export const InvitationState = z.enum(invitationStates)
export type InvitationState = z.infer<typeof InvitationState>

/** NFKC and lower case, so that `Ｗang` and `wang` are one login. */
const loginName = z
  .string()
  .max(120)
  .transform((value) => value.normalize('NFKC').trim().toLowerCase())
  .pipe(z.string().regex(/^[a-z0-9][a-z0-9._@-]{2,63}$/, 'identity.login-name'))

const newPassword = z.string().min(12, 'identity.password-short').max(128, 'identity.password-long')
const personName = z.string().trim().min(1, 'identity.name-required').max(50, 'identity.name-long')
const code = z
  .string()
  .trim()
  .regex(/^\d{6}$/, 'identity.code-format')

/**
 * 18 characters of the GB 32100 alphabet, trimmed and upper-cased. Check digits are not refused here: codes in the
 * wild fail the 18th digit, so the form warns and the register decides (reference 4.1, trap 1).
 */
export const creditCodeInput = z
  .string()
  .max(64)
  .transform((value) => value.normalize('NFKC').trim().toUpperCase())
  .pipe(z.string().regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/, 'identity.credit-code-format'))

/** A mainland mobile number in any usual writing (`+86 138-0000-1234`), as its eleven digits. */
export const mobile = z
  .string()
  .max(40)
  .transform((value) =>
    value
      .normalize('NFKC')
      .replace(/[\s-]/g, '')
      .replace(/^(\+|00)?86(?=1\d{10}$)/, ''),
  )
  .pipe(z.string().regex(/^1[3-9]\d{9}$/, 'identity.mobile-format'))

/** What is looked up may be malformed: the answer then says what is wrong with it. */
export const lookUpInput = z.strictObject({ creditCode: z.string().max(64) })

/** Only the code, the person and the account are typed; everything else of the firm comes from the register. */
export const registerInput = z
  .strictObject({
    creditCode: creditCodeInput,
    claimant: ClaimantKind,
    personName,
    loginName,
    password: newPassword,
    contact: mobile,
    /** The agent's written mandate: what it allows, and its last day. */
    mandate: z
      .strictObject({ text: z.string().trim().min(5, 'identity.mandate-text').max(500), endsOn: z.iso.date() })
      .optional(),
  })
  .refine((input) => input.claimant !== 'AGENT' || input.mandate !== undefined, {
    path: ['mandate'],
    message: 'identity.mandate-required',
  })
export type RegisterInput = z.infer<typeof registerInput>

/** `loginName` replaces the one chosen at first, which somebody else may have taken meanwhile. */
export const confirmClaimInput = z.strictObject({ claimId: z.uuidv7(), code, loginName: loginName.optional() })

export const settleDisputeInput = z.strictObject({
  claimId: z.uuidv7(),
  verdict: z.enum(['CONFIRM', 'REJECT']),
  grounds: z.string().trim().min(5, 'identity.grounds-required').max(500),
})
export type SettleDisputeInput = z.infer<typeof settleDisputeInput>

export const inviteInput = z.strictObject({
  personName,
  contact: mobile,
  role: Role,
  branchId: z.uuidv7().optional(),
  /** GB/T 2260; limits an office analyst to one county. */
  countyCode: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
})
export type InviteInput = z.infer<typeof inviteInput>

export const acceptInvitationInput = z.strictObject({ token: z.string().min(32).max(128), loginName, password: newPassword })
export type AcceptInvitationInput = z.infer<typeof acceptInvitationInput>

export const startRecoveryInput = z.strictObject({ loginName: z.string().min(1).max(120) })
export const finishRecoveryInput = z.strictObject({ recoveryId: z.uuidv7(), code, password: newPassword })
export type FinishRecoveryInput = z.infer<typeof finishRecoveryInput>

/** Wrong codes that end a challenge. */
export const challengeAttempts = 5

/** By the link that an administrator issued. */
export const resetByLinkInput = z.strictObject({ token: z.string().min(32).max(128), password: newPassword })
export type ResetByLinkInput = z.infer<typeof resetByLinkInput>
export const linkToken = z.strictObject({ token: z.string().min(32).max(128) })

export const changePasswordInput = z.strictObject({ current: z.string().min(1).max(256), password: newPassword })
export type ChangePasswordInput = z.infer<typeof changePasswordInput>
export const endSessionInput = z.strictObject({ reference: z.string().regex(/^[0-9a-f]{16}$/) })
export const switchOrganisationInput = z.strictObject({ organisationId: z.uuidv7() })

const page = z.int().min(1).max(100_000).default(1)
const search = z.string().trim().max(100).optional()
/** Lists show this many rows a page. */
export const pageSize = 20

export const staffListInput = z.strictObject({ page, search })
export const memberInput = z.strictObject({ memberId: z.uuidv7() })
export const memberStandingInput = z.strictObject({ memberId: z.uuidv7(), disabled: z.boolean() })
export const memberBranchInput = z.strictObject({ memberId: z.uuidv7(), branchId: z.uuidv7().optional() })
export const revokeInvitationInput = z.strictObject({ invitationId: z.uuidv7() })

export const claimListInput = z.strictObject({ page, state: ClaimState.optional() })
export const organisationListInput = z.strictObject({ page, search, kind: OrganisationKind.optional() })
export const accountListInput = z.strictObject({ page, search })
export const standingInput = z.strictObject({ id: z.uuidv7(), disabled: z.boolean() })
export const inviteAdministratorInput = z.strictObject({ organisationId: z.uuidv7(), personName, contact: mobile })

const chineseName = z.string().trim().min(2, 'identity.name-required').max(80)
const englishName = z
  .string()
  .trim()
  .min(2, 'identity.name-required')
  .max(120)
  .regex(/^[\x20-\x7e]+$/, 'identity.english-name')
const county = z.string().regex(/^\d{6}$/)

export const createInstitutionInput = z.strictObject({
  kind: InstitutionKind,
  /** Short code of the institution on the platform, such as `B043`. */
  code: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z][A-Z0-9-]{1,15}$/, 'identity.institution-code'),
  name: chineseName,
  nameEn: englishName,
  servicePhone: z
    .string()
    .trim()
    .regex(/^[0-9-]{5,20}$/, 'identity.phone-format'),
  /** The seat, as consents and their receipts name it. */
  address: z.string().trim().min(6, 'identity.address-required').max(120),
  addressEn: z.string().trim().min(6, 'identity.address-required').max(200),
})
export type CreateInstitutionInput = z.infer<typeof createInstitutionInput>

/** The seat of an institution that came before seats were asked for, or that moved. */
export const setSeatInput = createInstitutionInput.pick({ address: true, addressEn: true }).extend({ institutionId: z.uuidv7() })
export type SetSeatInput = z.infer<typeof setSeatInput>

export const createBranchInput = z.strictObject({
  institutionId: z.uuidv7(),
  name: chineseName,
  nameEn: englishName,
  countyCode: county,
})
export type CreateBranchInput = z.infer<typeof createBranchInput>
