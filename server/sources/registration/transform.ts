import { done, type Outcome, refused } from '@/server/kernel/outcome'
import {
  byKey,
  type ContentContext,
  type ContentRefusal,
  problemOfAmounts,
  problemOfDays,
  problemOfSubject,
} from '../domain/content-rules'
import { fenOf } from '../domain/wire-values'
import type { LegalForm, RegisterEntry, RegistrationFacts } from '../schema'
import type { RegisterEntryPayload, RegistrationPayload } from './payload'

const legalForms: Record<RegistrationPayload['entityType'], LegalForm> = {
  企业: 'COMPANY',
  个体工商户: 'SOLE_TRADER',
  农民专业合作社: 'COOPERATIVE',
}

const statuses: Record<RegistrationPayload['status'], RegistrationFacts['status']> = {
  存续: 'ACTIVE',
  吊销: 'REVOKED',
  注销: 'CANCELLED',
}

const changeKinds: Record<RegistrationPayload['changes'][number]['item'], RegistrationFacts['changes'][number]['kind']> = {
  法定代表人变更: 'LEGAL_REPRESENTATIVE',
  住所变更: 'ADDRESS',
  注册资本变更: 'CAPITAL',
  股东变更: 'SHAREHOLDER',
}

const identityOf = (payload: Omit<RegisterEntryPayload, 'contactMasked'>) => ({
  creditCode: payload.uscc,
  name: payload.entityName,
  legalForm: legalForms[payload.entityType],
  industry: payload.industryCode,
  countyCode: payload.countyCode,
  address: payload.address,
  foundedOn: payload.foundedOn,
  legalRepresentative: payload.legalRepresentative,
  status: statuses[payload.status],
})

/** The registration with its changes, oldest first. Two changes on one day are ordinary; the same one twice is a fault. */
export function transformRegistration(
  payload: RegistrationPayload,
  context: ContentContext,
): Outcome<RegistrationFacts, ContentRefusal> {
  const changes = payload.changes
    .map(({ changedOn, item }) => ({ on: changedOn, kind: changeKinds[item] }))
    .sort(byKey(({ on, kind }) => on + kind))
  const facts: RegistrationFacts = {
    ...identityOf(payload),
    registeredCapitalFen: fenOf(payload.registeredCapital),
    paidInCapitalFen: fenOf(payload.paidInCapital),
    changes,
  }
  const distinct = new Set(changes.map(({ on, kind }) => on + kind)).size
  const problem =
    problemOfSubject(payload.uscc, context) ??
    problemOfDays([payload.foundedOn, ...changes.map(({ on }) => on)], context) ??
    problemOfAmounts([facts.registeredCapitalFen, facts.paidInCapitalFen]) ??
    (distinct < changes.length ? 'content.duplicate' : null) ??
    (changes.some(({ on }) => on.slice(0, 7) < context.from || on.slice(0, 7) > context.to) ? 'content.outside-period' : null)
  return problem ? refused(problem) : done(facts)
}

/** The public register entry of the asked credit code. */
export function transformRegisterEntry(
  payload: RegisterEntryPayload,
  context: Pick<ContentContext, 'creditCode' | 'today'>,
): Outcome<RegisterEntry, ContentRefusal> {
  if (payload.uscc !== context.creditCode) return refused('content.wrong-subject')
  if (payload.foundedOn > context.today) return refused('content.future')
  return done({ ...identityOf(payload), contactMasked: payload.contactMasked })
}
