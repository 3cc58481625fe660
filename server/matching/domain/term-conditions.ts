import type { Applicant, Ask, Finding, ProductTerms, Truth } from '../schema'
import { gapTo, isIn } from './compare'
import { any, truth } from './kleene'

type Found = Finding & { state: Truth }

/** An empty list of a product means that it takes all: there is no condition, so nothing to report. */
const listed = <Row>(list: readonly Row[], condition: () => Found): Found[] => (list.length === 0 ? [] : [condition()])

/** The conditions that a product's own terms set on the firm and on what it asks for. */
export const termConditions = (terms: ProductTerms, applicant: Applicant, ask: Ask): Found[] => [
  amount(terms, ask),
  term(terms, ask),
  ...askConditions(terms, ask),
  ...applicantConditions(terms, applicant),
]

function amount(terms: ProductTerms, { amountFen }: Ask): Found {
  const [minFen, maxFen] = [BigInt(terms.amountMinFen), BigInt(terms.amountMaxFen)]
  const gapFen = amountFen < minFen ? minFen - amountFen : amountFen > maxFen ? maxFen - amountFen : null
  return { kind: 'AMOUNT', minFen, maxFen, actualFen: amountFen, gapFen, state: truth(gapFen === null) }
}

function term({ termMinMonths, termMaxMonths }: ProductTerms, { termMonths }: Ask): Found {
  const gap = gapTo(termMonths, '>=', termMinMonths) ?? gapTo(termMonths, '<=', termMaxMonths)
  return { kind: 'TERM', minMonths: termMinMonths, maxMonths: termMaxMonths, actual: termMonths, gap, state: truth(gap === null) }
}

function askConditions({ methods, purposes }: ProductTerms, { method, purpose }: Ask): Found[] {
  return [
    ...(method ? [{ kind: 'METHOD' as const, needed: methods, actual: method, state: isIn(method, methods) }] : []),
    ...(purpose
      ? listed(purposes, () => ({ kind: 'PURPOSE', needed: purposes, actual: purpose, state: isIn(purpose, purposes) }))
      : []),
  ]
}

function applicantConditions(terms: ProductTerms, { countyCode, legalForm, size, industry }: Applicant): Found[] {
  const regions: string[] = terms.regions
  const { legalForms, sizes, industries } = terms
  const inIndustry = any(industries.map((prefix) => truth(industry.startsWith(prefix))))
  return [
    ...listed(regions, () => ({ kind: 'REGION', needed: regions, actual: countyCode, state: isIn(countyCode, regions) })),
    ...listed(legalForms, () => ({
      kind: 'LEGAL_FORM',
      needed: legalForms,
      actual: legalForm,
      state: isIn(legalForm, legalForms),
    })),
    ...listed(sizes, () => ({ kind: 'SIZE', needed: sizes, actual: size, state: size ? isIn(size, sizes) : 'UNKNOWN' })),
    ...listed(industries, () => ({ kind: 'INDUSTRY', needed: industries, actual: industry, state: inIndustry })),
  ]
}
