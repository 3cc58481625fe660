import type { Hands } from './hands'
import { mistyped, unregisteredFirm } from './logins'
import * as making from './making'

/** A page; the first link on another one whose path fits; what follows another one's path; what is made when the walk comes by. */
export type Stop =
  | string
  | { on: Stop; link: RegExp }
  | { beside: Stop; rest: string }
  | { page: string; made: (hands: Hands) => Promise<string> }
/** How people call a stop whose path is not known. */
export const nameOfStop = (stop: Stop): string => {
  if (typeof stop === 'string') return stop
  if ('made' in stop) return stop.page
  return 'beside' in stop ? `${nameOfStop(stop.beside)}${stop.rest}` : `${stop.link.source} on ${nameOfStop(stop.on)}`
}

/** `address`: of a visitor who is counted apart from everybody else. */
export type Visit = { portal: string; login: string | null; address?: string; stops: readonly Stop[] }

const id = '[0-9a-f]{8}-[0-9a-f-]{27}'
const one = (path: string) => new RegExp(`^${path}/${id}$`)

/** A case with its portrait open. */
const aCase: Stop = { on: '/bank', link: new RegExp(`^/bank/applications/${id}`) }
const consent: Stop = { on: '/sme/consents', link: one('/sme/consents') }
const draft: Stop = { page: '/sme/applications/drafts/[draftId]', made: making.draft }
const regranting: Stop = { page: '/sme/applications/[id]/consent', made: making.applicationWithoutConsent }
const wayUp = { on: '/sme/matching?verdict=INELIGIBLE', link: new RegExp(`^/sme/matching/products/${id}/way-up`) }
/** What the form of a consent to a bank puts into the address. */
const chosen = '?classes=TAX&classes=ELECTRICITY&days=180&months=24&keep=36'

/** Every page of every portal, each as somebody who has something to see there. */
export const visits: readonly Visit[] = [
  {
    portal: 'public',
    login: null,
    stops: [
      '/',
      '/products',
      { on: '/products', link: one('/products') },
      '/products/compare',
      '/statistics',
      '/definitions',
      '/data-catalogue',
      '/verify',
      '/verify?number=CR-1&code=1',
      '/verify/CR-20261122-222222?code=2222-2222-2222-2222',
      '/about',
      '/accessibility',
      '/tools',
      '/tools/credit-code?code=91350100M000100Y4Z',
      '/tools/enterprise-size?industry=C25&employees=299&revenueWan=39999',
      '/tools/deadline?start=2026-09-18&workingDays=1',
      '/tools/loan-cost?unit=yuan&amount=1000000&rate=3.85&term=12&fees=12000&method=interest_only',
      '/tools/api',
      '/login',
      '/register',
      `/register?code=${unregisteredFirm(2).creditCode}`,
      // A wrong last character, a firm that nobody knows, and what cannot be a code.
      `/register?code=${mistyped(unregisteredFirm(2).creditCode)}`,
      '/register?code=12345',
      '/recover',
      '/recover/code/01900000-0000-7000-8000-000000000000',
    ],
  },
  {
    portal: 'public-links',
    login: null,
    stops: [
      { page: '/invitation/[token]', made: making.invitation },
      `/invitation/${'x'.repeat(43)}`,
      { page: '/recover/[token]', made: making.resetLink },
      `/recover/${'x'.repeat(43)}`,
      { page: '/register/claim/[id]', made: making.openClaim },
      { page: '/register/claim/[id]', made: making.contestedClaim },
    ],
  },
  { portal: 'public-throttled', login: null, address: '203.0.113.80', stops: [{ page: '/register', made: making.throttled }] },
  {
    portal: 'enterprise',
    login: 'sme-active',
    stops: [
      '/sme',
      '/sme/consents',
      '/sme/consents?tab=history',
      consent,
      { on: consent, link: new RegExp(`^/sme/consents/${id}/notice$`) },
      { on: '/sme/consents', link: new RegExp(`^/sme/consents/${id}/withdraw$`) },
      { on: '/sme/consents', link: new RegExp(`^/sme/consents/${id}/pause$`) },
      { beside: consent, rest: '/personal/withdraw' },
      '/sme/consents/new',
      { page: '/sme/consents/new/confirm', made: making.notice },
      '/sme/consents/new/confirm?classes=NONE',
      { page: '/sme/consents/[id]/confirm', made: making.preparedConsent },
      '/sme/data',
      '/sme/data/declare',
      { on: '/sme/data', link: /^\/sme\/data\/(?!declare)[a-z-]+$/ },
      '/sme/portrait',
      '/sme/portrait/catalogue',
      '/sme/portrait/way-up?grade=A',
      '/sme/portrait/way-up?grade=D',
      { on: '/sme/portrait', link: /^\/sme\/portrait\/indicators\/[\w.-]+$/ },
      '/sme/health',
      '/sme/reports',
      '/sme/reports/new',
      { page: '/sme/reports/[id]', made: making.report },
      '/sme/matching',
      { on: '/sme/matching', link: new RegExp(`^/sme/matching/products/${id}`) },
      wayUp,
      '/sme/matching/compare',
      '/sme/loans',
      '/sme/access',
      '/sme/staff',
      '/notices',
      '/account',
      '/account/other-portal?asked=OFFICE',
    ],
  },
  {
    portal: 'enterprise-applying',
    login: 'sme-active',
    stops: [
      // Before a draft has a consent of its own.
      regranting,
      { beside: regranting, rest: chosen },
      '/sme/applications',
      { on: '/sme/applications', link: one('/sme/applications') },
      '/sme/applications/new',
      { on: '/sme/matching', link: /^\/sme\/applications\/new\?product=/ },
      draft,
      { beside: draft, rest: '/demand' },
      { beside: draft, rest: '/debts' },
      { beside: draft, rest: '/consent' },
      { beside: draft, rest: `/consent${chosen}` },
      { beside: draft, rest: '/commitment' },
      { page: '/sme/applications/drafts/[draftId]/check', made: making.readyDraft },
    ],
  },
  {
    portal: 'enterprise-staff',
    login: 'sme-staff',
    stops: [
      '/sme',
      '/sme/consents',
      '/sme/consents/new',
      { page: '/sme/consents/[id]/confirm', made: making.draftConsent },
      '/sme/applications',
    ],
  },
  {
    portal: 'enterprise-loan',
    login: 'sme-loan',
    stops: [
      '/sme',
      '/sme/loans',
      { on: '/sme/loans', link: one('/sme/loans') },
      '/sme/applications',
      '/sme/access',
      { beside: consent, rest: '/personal' },
      { page: '/sme/consents/[id]/resume', made: making.pausedConsent },
    ],
  },
  {
    portal: 'bank',
    login: 'officer1',
    stops: [
      '/bank',
      '/bank?tab=ALL',
      aCase,
      { on: '/bank?tab=OFFER', link: new RegExp(`^/bank/applications/${id}`) },
      { on: aCase, link: new RegExp(`^/bank/applications/${id}/evidence/tax\\.`) },
      '/bank/disbursements',
      '/bank/disbursements?view=reports',
      '/bank/disbursements?view=files',
      '/bank/disbursements?view=conflicts',
      { on: '/bank/disbursements', link: one('/bank/disbursements') },
      { page: '/bank/disbursements/files/[batchId]', made: making.uploadedFile },
      '/bank/repayments',
      '/bank/repayments?view=reports',
      { on: '/bank/repayments', link: one('/bank/repayments') },
      { on: '/bank/repayments?view=files', link: one('/bank/repayments/files') },
      '/bank/products',
      '/bank/copies',
      { on: '/bank/copies', link: one('/bank/copies') },
      '/notices',
    ],
  },
  {
    portal: 'bank-approver',
    login: 'approver1',
    stops: ['/bank', { on: '/bank', link: new RegExp(`^/bank/applications/${id}`) }, '/bank/monitoring'],
  },
  {
    portal: 'bank-products',
    login: 'product1',
    stops: [
      '/bank/products',
      { on: '/bank/products', link: one('/bank/products') },
      { page: '/bank/products/[productId]/edit', made: making.draftedProduct },
      '/bank/products/new',
      { page: '/bank/cards/[cardId]', made: making.uploadedCard },
      '/bank/cards',
    ],
  },
  { portal: 'bank-admin', login: 'bankadmin1', stops: ['/bank', '/bank?handed=SQ20261120000001', aCase, '/bank/staff'] },
  {
    portal: 'office',
    login: 'office-leader',
    stops: [
      '/office',
      '/office/breakdown',
      '/office/breakdown?by=month',
      '/office/breakdown?by=industry',
      '/office/records?kind=disbursements',
      '/office/records?kind=granted',
      '/office/records?kind=decisions',
      '/office/exceptions',
      '/office/records?kind=enterprises',
      '/office/staff',
      '/office/copies',
      '/office/flows',
      '/office/alerts',
      '/notices',
    ],
  },
  { portal: 'office-county', login: 'office-shenmu', stops: ['/office', '/office/breakdown', '/office/records'] },
  {
    portal: 'agency',
    login: 'steward-fund',
    stops: ['/agency', { on: '/agency', link: one('/agency/feeds') }, '/agency/catalogue', '/agency/usage', '/agency/staff'],
  },
  {
    portal: 'operator',
    login: 'operator1',
    stops: [
      '/operator',
      '/operator/claims',
      { on: '/operator/claims', link: one('/operator/claims') },
      { on: '/operator/claims?state=DISPUTED', link: one('/operator/claims') },
      '/operator/organisations',
      '/operator/accounts',
      '/operator/institutions',
      { on: '/operator/institutions', link: one('/operator/institutions') },
      '/operator/institutions/new',
      '/operator/agencies',
      '/operator/jobs',
      '/operator/data',
      '/operator/monitoring',
      '/operator/monitoring/outcomes',
      '/operator/monitoring/indicators',
      '/operator/monitoring/fairness?trait=county',
      '/operator/cards/versions',
      { on: '/operator/cards/versions', link: one('/operator/cards/versions') },
      '/operator/rescoring',
      '/operator/flows',
      '/operator/alerts',
      { on: '/operator/alerts', link: one('/operator/alerts') },
      { on: '/operator/alerts?state=HANDLED', link: one('/operator/alerts') },
      '/operator/erasures',
      '/operator/copies',
      '/operator/staff',
    ],
  },
  {
    portal: 'auditor',
    login: 'auditor1',
    stops: [
      '/operator',
      '/operator/claims',
      '/operator/flows',
      '/operator/alerts',
      { on: '/operator/alerts', link: one('/operator/alerts') },
    ],
  },
]
