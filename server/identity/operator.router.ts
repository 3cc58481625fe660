import { z } from 'zod'
import { holds } from '@/server/auth/permissions'
import { deliverMessage } from '@/server/flows/deliver-message'
import { maskMobile } from '@/server/kernel/masks'
import { ChangedMeanwhile, NotFound, Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { recordLook } from '@/server/ledger/disclosure'
import { operatorProcedure, router } from '@/server/trpc/init'
import { findFirm } from './claims.repository'
import { handOverLink, writeToFormer } from './hand-over'
import {
  countOverview,
  createBranch,
  createInstitution,
  findClaim,
  findInstitution,
  findOrganisation,
  isInstitutionCodeTaken,
  listAccounts,
  listAgencies,
  listClaims,
  listInstitutions,
  listOrganisations,
  setAccountStanding,
  setOrganisationStanding,
  setSeat,
} from './operator.repository'
import { operatorMayReset } from './policy'
import { StoredRegisterEntry } from './register-entry'
import { withContacts } from './repository'
import {
  accountListInput,
  claimListInput,
  createBranchInput,
  createInstitutionInput,
  inviteAdministratorInput,
  organisationListInput,
  pageSize,
  type Role,
  setSeatInput,
  settleDisputeInput,
  standingInput,
} from './schema'
import { listOpenInvitations } from './staff.repository'
import { inviteMember } from './use-cases/invite-member'
import { issueResetByOperator } from './use-cases/manage-member'
import { settleDispute, type TellFormer } from './use-cases/settle-dispute'

const reading = operatorProcedure.meta({ permission: 'operator.read' })
const managing = operatorProcedure.meta({ permission: 'operator.manage' })
const byId = z.strictObject({ id: z.uuidv7() })

/** The role of the first administrator by kind of organisation; enterprises open by claims and operators by colleagues. */
const firstRole: Partial<Record<string, Role>> = {
  INSTITUTION: 'INSTITUTION_ADMIN',
  AGENCY: 'AGENCY_STEWARD',
  OFFICE: 'OFFICE_LEADER',
}

/** The operator's part: who is on the platform, disputes, institutions and agencies. */
export const operatorRouter = router({
  overview: reading.query(async ({ ctx }) => ({ ...(await countOverview(ctx.tx, ctx.scope)), asOf: ctx.now })),

  claims: reading.input(claimListInput).query(async ({ ctx, input }) => ({
    ...(await listClaims(ctx.tx, ctx.scope, input.page, input.state)),
    pageSize,
  })),

  claim: reading.input(byId).query(async ({ ctx, input }) => {
    const claim = await findClaim(ctx.tx, ctx.scope, input.id)
    if (!claim) throw new NotFound('claim')
    const firm = await findFirm(ctx.tx, claim.creditCode)
    // Whoever settles a dispute calls the claimant; nobody else, and never afterwards, needs the whole number.
    const calls = claim.state === 'DISPUTED' && holds('claim.settle', ctx.session.roles)
    const contact = calls ? claim.contact : maskMobile(claim.contact)
    // What somebody said and showed of themselves and of the firm is opened on record, as a file at a bank is.
    await recordLook(ctx.tx, ctx.person, {
      act: 'claim.looked-at',
      enterpriseId: firm?.organisationId ?? null,
      subjectId: claim.id,
      body: { fields: ['claimant', 'mandate', 'register', 'members', calls ? 'contact' : 'contact-masked'] },
    })
    return {
      claim: { ...claim, contact, registerEntry: StoredRegisterEntry.parse(claim.registerEntry) },
      members: firm?.members ?? [],
    }
  }),

  settle: operatorProcedure
    .meta({ permission: 'claim.settle' })
    .input(settleDisputeInput)
    .mutation(async ({ ctx, input }) => {
      const tellFormer: TellFormer = async (former, words) =>
        writeToFormer({ people: await withContacts(former), ...words }, ctx.locale, deliverMessage)
      return { state: await settleDispute(ctx.tx, ctx.person, input, { now: ctx.now, tellFormer }) }
    }),

  organisations: reading.input(organisationListInput).query(async ({ ctx, input }) => ({
    ...(await listOrganisations(ctx.tx, ctx.scope, input)),
    pageSize,
  })),

  setOrganisationStanding: managing.input(standingInput).mutation(async ({ ctx, input }) => {
    const { tx, scope, session, now } = ctx
    if (input.id === session.organisationId) throw new Refused('identity.own-organisation')
    if (!(await setOrganisationStanding(tx, scope, input.id, input.disabled, now))) throw new ChangedMeanwhile('organisation')
    const act = input.disabled ? 'organisation.disabled' : 'organisation.reinstated'
    await appendToLedger(tx, ctx.person, { act, subjectId: input.id })
    return {}
  }),

  accounts: reading.input(accountListInput).query(async ({ ctx, input }) => {
    const { rows, total } = await listAccounts(ctx.tx, ctx.scope, input.page, input.search)
    const shown = rows.map((row) => {
      const organisations = new Map(row.memberships.map(({ organisation }) => [organisation.id, organisation]))
      const account = { accountId: row.id, organisations: [...organisations.values()] }
      return { ...row, resettable: row.disabledAt === null && operatorMayReset(ctx.session, account) }
    })
    return { rows: shown, total, pageSize }
  }),

  setAccountStanding: managing.input(standingInput).mutation(async ({ ctx, input }) => {
    const { tx, scope, session, now } = ctx
    if (input.id === session.accountId) throw new Refused('identity.own-account')
    if (!(await setAccountStanding(tx, scope, input.id, input.disabled, now))) throw new ChangedMeanwhile('account')
    const act = input.disabled ? 'account.disabled' : 'account.reinstated'
    await appendToLedger(tx, ctx.person, { act, subjectId: input.id })
    return {}
  }),

  issueReset: managing.input(byId).mutation(async ({ ctx: { tx, session, now, locale }, input }) => {
    const { token, name, contact } = await issueResetByOperator(tx, session, input.id, now)
    return handOverLink(
      { kind: 'reset', to: contact, name, organisation: session.organisationName, path: `/recover/${token}` },
      locale,
      deliverMessage,
    )
  }),

  institutions: reading.input(accountListInput).query(async ({ ctx, input }) => ({
    ...(await listInstitutions(ctx.tx, ctx.scope, input.page, input.search)),
    pageSize,
  })),

  institution: reading.input(byId).query(async ({ ctx, input }) => {
    const institution = await findInstitution(ctx.tx, ctx.scope, input.id)
    if (!institution) throw new NotFound('institution')
    return { institution, invitations: await listOpenInvitations(ctx.tx, { organisationId: input.id }, ctx.now) }
  }),

  createInstitution: managing.input(createInstitutionInput).mutation(async ({ ctx, input }) => {
    if (await isInstitutionCodeTaken(ctx.tx, input.code)) throw new Refused('identity.institution-code-taken', { field: 'code' })
    const id = await createInstitution(ctx.tx, ctx.scope, input)
    await appendToLedger(ctx.tx, ctx.person, { act: 'institution.created', subjectId: id, body: { code: input.code } })
    return { id }
  }),

  setSeat: managing.input(setSeatInput).mutation(async ({ ctx, input }) => {
    if (!(await setSeat(ctx.tx, ctx.scope, input))) throw new NotFound('institution')
    const { institutionId, address } = input
    await appendToLedger(ctx.tx, ctx.person, { act: 'institution.seat-set', subjectId: institutionId, body: { address } })
    return {}
  }),

  createBranch: managing.input(createBranchInput).mutation(async ({ ctx, input }) => {
    if (!(await findInstitution(ctx.tx, ctx.scope, input.institutionId))) throw new NotFound('institution')
    await createBranch(ctx.tx, ctx.scope, input)
    await appendToLedger(ctx.tx, ctx.person, { act: 'branch.created', subjectId: input.institutionId })
    return {}
  }),

  inviteAdministrator: managing.input(inviteAdministratorInput).mutation(async ({ ctx, input }) => {
    const { tx, scope, session, now, locale } = ctx
    const organisation = await findOrganisation(tx, scope, input.organisationId)
    const role = organisation && firstRole[organisation.kind]
    if (!organisation || !role) throw new NotFound('organisation')
    const { personName, contact } = input
    const { token } = await inviteMember(tx, session, organisation, { personName, contact, role }, now)
    const letter = { to: contact, name: personName, organisation: organisation.name, path: `/invitation/${token}` }
    return handOverLink({ kind: 'invitation', ...letter }, locale, deliverMessage)
  }),

  agencies: reading.query(({ ctx }) => listAgencies(ctx.tx, ctx.scope)),
})
