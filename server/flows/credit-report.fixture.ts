import { buildPortrait } from '@/server/portrait/domain/build-portrait'
import { AS_OF, penalty, sampleFacts, staffFacts, taxFacts } from '@/server/portrait/domain/facts.fixture'
import { checkHealth } from '@/server/portrait/domain/health/check-health'
import { cardByVersion } from '@/server/portrait/domain/score-card'
import { describeCard } from '@/server/portrait/use-cases/describe-card'
import { ReportContent } from '@/server/report/schema'

export const held = { number: 'CR-20260620-7K2M9Q', code: '7K2M9QXT4HRWB3ND' }

/** A report of an invented firm with something in every section. */
export function aReport(over: Partial<Pick<ReportContent, 'language' | 'addressee'>> = {}): ReportContent {
  const body = buildPortrait(
    sampleFacts({
      TAX: { ...taxFacts((_, at) => BigInt(120 - at * (at > 30 ? 2 : 0)) * 1_000_000n), arrearsFen: 3_520_000n },
      SOCIAL_SECURITY: { ...staffFacts((_, at) => (at > 28 ? 18 : 21)), arrearsFen: 1_240_000n },
      PENALTY: { penalties: [penalty({ id: 'p', on: '2026-02-10', amountFen: 2_000_000n })] },
      GAS: undefined,
    }),
    cardByVersion('EXPERT-2026.2'),
    AS_OF,
  )
  const readings = new Map(body.indicators.map((one) => [one.id, one]))
  const { score, grade, confidenceBps, scoreInterval: interval, dimensions } = body
  return ReportContent.parse({
    form: 'credit-report/1',
    number: held.number,
    language: 'zh-CN',
    issuedAt: '2026-06-20T02:30:00.000Z',
    validUntil: '2026-09-18',
    addressee: '硕陵银行榆阳支行',
    identity: {
      name: '神木市样例机械加工有限公司',
      creditCode: '91610881MA703K5TXK',
      legalForm: 'COMPANY',
      industry: 'C3484',
      countyCode: '610881',
      foundedOn: '2018-03-31',
      registeredCapitalFen: '500000000',
      registerStatus: 'ACTIVE',
    },
    portrait: { asOf: AS_OF, cardVersion: body.cardVersion, digest: 'a1b2'.repeat(16) },
    sections: {
      SCORE: {
        score,
        grade,
        confidenceBps,
        interval,
        dimensions,
        bands: describeCard(cardByVersion(body.cardVersion)).bands,
        basis: body.basis,
      },
      FACTORS: body.factors.flatMap((factor) => {
        const reading = readings.get(factor.indicatorId)
        return reading ? [{ factor, reading }] : []
      }),
      LEGAL: { items: body.legal ?? [], unread: [] },
      EVALUATIONS: body.evaluations,
      TRENDS: body.months.map(({ month, salesFen, headcount, kwh }) => ({ month, salesFen, headcount, kwh })),
      HEALTH: checkHealth(body),
      SOURCES: body.coverage.map(({ dataClass, state, from, to }) => ({
        dataClass,
        provider: '市数据提供单位',
        providerEn: 'A provider of data of the city',
        state,
        from,
        to,
        receivedAt: state === 'ABSENT' ? null : '2026-06-20T02:11:00.000Z',
      })),
    },
    ...over,
  })
}
