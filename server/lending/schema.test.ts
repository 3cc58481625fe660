import { expect, it } from 'vitest'
import { decisionInput } from './schema'

it('wants a refusal to say why, each reason once, and another reason in words', () => {
  const issues = (decision: object) =>
    decisionInput.safeParse({ kind: 'REJECT', ...decision }).error?.issues.map(({ message }) => message)
  expect(issues({ reasons: ['DEBT_BURDEN', 'OTHER'], otherText: '经营场所即将拆迁' })).toBeUndefined()
  expect(issues({ reasons: [] })).toEqual(['lending.reason-required'])
  expect(issues({ reasons: ['OTHER'] })).toEqual(['lending.reason-text-required'])
  expect(issues({ reasons: ['DEBT_BURDEN', 'DEBT_BURDEN'] })).toEqual(['lending.reason-twice'])
})
