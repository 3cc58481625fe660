import { describe, expect, it } from 'vitest'
import english from '@/messages/en/sources.json'
import chinese from '@/messages/zh-CN/sources.json'
import { FaultOrder } from '@/sandbox/agencies/faults'
import { endOf } from '@/server/flows/fault-expectations.fixture'
import { dutyOf, isSourceRefusal, partsOfReason, sourceRefusals } from './refusals'

const wordsOf = (room: Record<string, string>) => Object.keys(room).map((name) => `source.${name}`)

describe.each([
  ['zh-CN', chinese],
  ['en', english],
] as const)(
  'why a source brought nothing, in %s',
  (_locale, { failures, advice, agencyAdvice, operatorAdvice, effect, hole, progress, refused }) => {
    it('is said for every reason, and for no other: what happened, and what to do', () => {
      expect(wordsOf(failures.source).sort()).toEqual([...sourceRefusals].sort())
      expect(wordsOf(advice.source).sort()).toEqual([...sourceRefusals].sort())
    })

    it('is said to the agency and the operator too, each with what is theirs to do', () => {
      expect(wordsOf(agencyAdvice.source).sort()).toEqual([...sourceRefusals].sort())
      expect([...new Set(Object.values(dutyOf))].sort()).toEqual(Object.keys(operatorAdvice).sort())
    })

    it('names whom to turn to: the provider or the platform’s number, wherever the reader is sent to somebody', () => {
      const sends = /联系|须由|请\{provider\}|contact|call |checked by|corrected by|mended by|\bAsk\b/
      const lacking = Object.values(advice.source).filter((text) => sends.test(text) && !/\{provider\}|\{phone\}/.test(text))
      expect(lacking).toEqual([])
    })

    it('shows no code, no number of a protocol and no word of a programmer', () => {
      const texts = [failures, advice, agencyAdvice].flatMap(({ source }) => Object.values(source))
      const plain = [...texts, ...Object.values(operatorAdvice), ...Object.values(effect), ...Object.values(hole)]
      expect(plain.filter((text) => /nonce|JWS|JSON|HTTP|[a-z]+-[a-z]+\.|\b[45]\d\d\b|null|undefined/.test(text))).toEqual([])
    })

    it('says what it means for the firm: what is kept, and that a gap costs no points', () => {
      expect(effect.kept).toMatch(/继续使用|still used/)
      expect(effect.absent).toMatch(/不扣分|no points are lost/)
      expect(hole.officerBody).toMatch(/原因不在企业|does not lie with the enterprise/)
    })

    it.each(FaultOrder.shape.kind.options.filter((kind) => kind !== 'none'))(
      'is told of an agency’s fault (%s) by sentences of its own',
      (kind) => {
        const { failure } = endOf[kind]
        if (failure === null) return expect(endOf[kind].state).toBe('DONE')
        const name = failure.replace('source.', '') as keyof typeof failures.source
        const [what, next] = [failures.source[name], advice.source[name]]
        expect(what.length).toBeGreaterThan(5)
        expect(next.length).toBeGreaterThan(2)
        expect(Object.values(failures.source).filter((other) => other === what)).toEqual([what])
      },
    )

    it('says whose fault it is and that nothing was lost, beside every list of them', () => {
      const isSaid = (text: string) => /没有丢失|没有变化|不影响原有|Nothing was lost|as they were|touch nothing/.test(text)
      expect([progress.partialBody, progress.nothingBody, refused.lead].filter((text) => !isSaid(text))).toEqual([])
      expect(refused.lead).toMatch(/提供单位一方|fault is not yours/)
    })
  },
)

it('has an end for every fault that an agency can be ordered to commit, and for no other', () => {
  const orders = FaultOrder.shape.kind.options.filter((kind) => kind !== 'none')
  expect(Object.keys(endOf).sort()).toEqual([...orders].sort())
})

describe('a stored reason', () => {
  it('is a code, and behind it what was recorded, colons and all', () => {
    expect(partsOfReason('source.malformed: months[3].month: not a month')).toEqual({
      code: 'source.malformed',
      detail: 'months[3].month: not a month',
    })
    expect(partsOfReason('source.timeout')).toEqual({ code: 'source.timeout', detail: '' })
    expect([isSourceRefusal('source.timeout'), isSourceRefusal('consent.ended')]).toEqual([true, false])
  })
})
