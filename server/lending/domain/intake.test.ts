import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { applicationStates, submitInput } from '../schema'
import { commitmentText, currentCommitmentVersion } from './commitment'
import { checkSubmission, isOpen, type SubmissionFacts, submissionProblems } from './intake'

const product = {
  amountFen: { min: 100_000_00n, max: 5_000_000_00n },
  termMonths: { min: 3, max: 24 },
  rateBps: { min: 300, max: 600 },
  methods: ['interest_only'],
  onOffer: true,
  purposes: ['WORKING_CAPITAL', 'EQUIPMENT'],
} as const
const facts: SubmissionFacts = {
  roles: ['LEGAL_REPRESENTATIVE'],
  today: '2026-09-18',
  product,
  consent: { isLive: true, coversRequired: true },
  portrait: { asOf: '2026-08-19', isCurrent: true },
  othersForProduct: ['REJECTED', 'SETTLED'],
  commitmentSha256: 'a'.repeat(64),
  signerName: '张 三',
}
const demand = { amountFen: 3_000_000_00n, termMonths: 12, purpose: 'WORKING_CAPITAL', method: 'interest_only' } as const
const input = {
  demand,
  debts: { kind: 'NONE' as const },
  commitment: { version: currentCommitmentVersion, locale: 'zh-CN' as const, textSha256: 'a'.repeat(64), signedName: ' 张 三' },
}

describe('submission', () => {
  it('is taken when everything is there, with a portrait of thirty days', () => {
    expect(submissionProblems(input, facts)).toEqual([])
    expect(checkSubmission(input, facts)).toEqual({ ok: true, value: 'SUBMITTED' })
  })

  it.each([
    ['staff who cannot bind the firm', {}, { roles: 'ENTERPRISE_STAFF' as const }, 'submission.role-may-not'],
    ['a product no longer on offer', {}, { product: { ...product, onOffer: false } }, 'submission.product-withdrawn'],
    ['an open application for the product', {}, { othersForProduct: ['SUPPLEMENT' as const] }, 'submission.open-application'],
    ['more than the product lends', { demand: { ...demand, amountFen: 5_000_000_01n } }, {}, 'terms.amount-outside-product'],
    ['a longer term', { demand: { ...demand, termMonths: 25 } }, {}, 'terms.term-outside-product'],
    ['another method', { demand: { ...demand, method: 'bullet' as const } }, {}, 'terms.method-outside-product'],
    ['another purpose', { demand: { ...demand, purpose: 'EXPANSION' as const } }, {}, 'submission.purpose-outside-product'],
    ['an empty list of debts', { debts: { kind: 'LISTED' as const, debts: [] } }, {}, 'submission.debts-missing'],
    ['no live consent', {}, { consent: { isLive: false, coversRequired: true } }, 'submission.consent-missing'],
    ['too narrow a consent', {}, { consent: { isLive: true, coversRequired: false } }, 'submission.consent-too-narrow'],
    ['no portrait', {}, { portrait: null }, 'submission.portrait-missing'],
    ['a portrait of 31 days', {}, { portrait: { asOf: '2026-08-18', isCurrent: true } }, 'submission.portrait-old'],
    ['a corrected portrait', {}, { portrait: { asOf: '2026-09-18', isCurrent: false } }, 'submission.portrait-old'],
    ['old words', { commitment: { ...input.commitment, version: 'credit-commitment/0' } }, {}, 'submission.commitment-outdated'],
    ['other words', { commitment: { ...input.commitment, textSha256: 'b'.repeat(64) } }, {}, 'submission.commitment-differs'],
    ['another name', { commitment: { ...input.commitment, signedName: '李四' } }, {}, 'submission.signature-differs'],
  ])('is refused for %s', (_, ofInput, ofFacts, refusal) => {
    expect(submissionProblems({ ...input, ...ofInput }, { ...facts, ...ofFacts })).toEqual([refusal])
    expect(checkSubmission({ ...input, ...ofInput }, { ...facts, ...ofFacts })).toEqual({ ok: false, refusal })
  })

  it('lists every problem at once, in the order of the form', () => {
    const bad = { ...facts, portrait: null, consent: { isLive: false, coversRequired: false } }
    expect(submissionProblems({ ...input, demand: { ...demand, termMonths: 1 } }, bad)).toEqual([
      'terms.term-outside-product',
      'submission.consent-missing',
      'submission.portrait-missing',
    ])
  })

  it('takes a product without named purposes for any', () => {
    const any = { ...facts, product: { ...product, purposes: [] } }
    expect(submissionProblems({ ...input, demand: { ...demand, purpose: 'EXPANSION' } }, any)).toEqual([])
  })

  it('counts what has not ended as open', () => {
    const ended = ['DECLINED_INTAKE', 'REJECTED', 'WITHDRAWN', 'LAPSED', 'SETTLED', 'RENEWED']
    expect(applicationStates.filter((state) => !isOpen(state)).sort()).toEqual(ended.sort())
  })

  it('needs the debts said, even when there are none', () => {
    const id = '0199a2b0-0000-7000-8000-000000000001'
    const whole = {
      ...input,
      applicationId: id,
      institutionId: id,
      productId: id,
      productVersion: 1,
      consentId: id,
      hasLoanHistory: false,
    }
    expect(submitInput.safeParse(whole).success).toBe(true)
    expect(submitInput.safeParse({ ...whole, debts: undefined }).success).toBe(false)
    expect(submitInput.safeParse({ ...whole, debts: { kind: 'LISTED', debts: [] } }).success).toBe(false)
    expect(submitInput.safeParse({ ...whole, state: 'GRANTED' }).success).toBe(false)
  })
})

describe('the commitment', () => {
  const signed = {
    enterpriseName: '榆林市沙柳食品有限公司',
    creditCode: '91610802MA70ABCD7Q',
    institutionName: '榆州示例银行',
    productName: '秋收贷',
  }
  it('never changes a character of a published version', () => {
    const hashes = (['zh-CN', 'en'] as const).map((language) =>
      createHash('sha256')
        .update(commitmentText('credit-commitment/1', language, signed) ?? '')
        .digest('hex'),
    )
    expect(hashes).toEqual([
      'c97d2f9f39f92fb017f45d386f5f8bcb50e8706dbefe96457a998e178b805c65',
      '0d888be39e442f8aa38672f85bef73f990a18ca3860f5c6c257f9a13aa361b3f',
    ])
  })
  it('is undefined for a version that never was', () => {
    expect(commitmentText('credit-commitment/9', 'en', signed)).toBeUndefined()
    expect(commitmentText('toString', 'en', signed)).toBeUndefined()
  })
})
