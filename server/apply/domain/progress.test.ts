import { expect, it } from 'vitest'
import type { DraftAnswers } from '../schema'
import { type DraftFacts, nextStep, progressOf } from './progress'

const answers: DraftAnswers = {
  demand: { amountFen: 50_000_000, termMonths: 12, purpose: 'EQUIPMENT', method: 'interest_only' },
  debts: { listed: [], hasLoanHistory: false },
  commitment: {
    version: 'credit-commitment/1',
    locale: 'zh-CN',
    textSha256: 'a'.repeat(64),
    signedName: '李某',
    signedBy: '019a0000-0000-7000-8000-000000000001',
    signedAt: '2026-11-21T04:00:00Z',
  },
}
const complete: DraftFacts = {
  answers,
  demandHolds: true,
  consentCovers: true,
  commitmentSha256: { 'zh-CN': 'a'.repeat(64), en: 'b'.repeat(64) },
}
const next = (change: Partial<DraftFacts>) => nextStep(progressOf({ ...complete, ...change }))

it('leads through the questions in order, and to the check when all are answered', () => {
  expect(next({ answers: {}, consentCovers: false })).toBe('demand')
  expect(next({ answers: { demand: answers.demand } })).toBe('debts')
  expect(next({ answers: { ...answers, commitment: undefined }, consentCovers: false })).toBe('consent')
  expect(next({ answers: { ...answers, commitment: undefined } })).toBe('commitment')
  expect(next({})).toBe('check')
})

it('asks again for what was overtaken: terms, consent, or the wording signed', () => {
  expect(next({ demandHolds: false })).toBe('demand')
  expect(next({ consentCovers: false })).toBe('consent')
  expect(next({ commitmentSha256: { 'zh-CN': 'c'.repeat(64), en: 'a'.repeat(64) } })).toBe('commitment')
})
