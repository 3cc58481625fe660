import { buildPortrait } from '@/server/portrait/domain/build-portrait'
import { shippedCard } from '@/server/portrait/domain/expert-card'
import { AS_OF, penalty, sampleFacts, staffFacts, taxFacts } from '@/server/portrait/domain/facts.fixture'
import type { ComparedPeers } from '@/server/portrait/use-cases/compare-peers'
import { ReportContent, reportSections } from '@/server/report/schema'
import { sectionsOf } from './credit-report-sections'

export const held = { number: 'CR-20260620-7K2M9Q', code: '7K2M9QXT4HRWB3ND' }

/** A report of an invented firm with something in every section. */
export function aReport(over: Partial<Pick<ReportContent, 'language' | 'addressee'>> = {}): ReportContent {
  const card = { ...shippedCard, validFrom: '2026-06-01' }
  const body = buildPortrait(
    sampleFacts({
      TAX: { ...taxFacts((_, at) => BigInt(120 - at * (at > 30 ? 2 : 0)) * 1_000_000n), arrearsFen: 3_520_000n },
      SOCIAL_SECURITY: { ...staffFacts((_, at) => (at > 28 ? 18 : 21)), arrearsFen: 1_240_000n },
      PENALTY: { penalties: [penalty({ id: 'p', on: '2026-02-10', amountFen: 2_000_000n })] },
      GAS: undefined,
    }),
    card,
    AS_OF,
  )
  const sources = body.coverage.map(({ dataClass, state, from, to }) => ({
    dataClass,
    provider: '市数据提供单位',
    providerEn: 'A provider of data of the city',
    state,
    from,
    to,
    receivedAt: state === 'ABSENT' ? null : '2026-06-20T02:11:00.000Z',
  }))
  const peers: ComparedPeers['rows'] = [
    { id: 'operation.salesGrowth12m', own: -1_200, scope: 'COUNTY', firms: 14, median: 350, place: 'LAST_QUARTER' },
    { id: 'social.headcountTrend12m', own: 0, scope: 'CITY', firms: 41, median: -20, place: 'UPPER_HALF' },
  ]
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
    portrait: { asOf: AS_OF, cardVersion: body.cardVersion, digest: 'a1b2'.repeat(16), axesApart: true },
    sections: sectionsOf(reportSections, body, { card, sources, peers }),
    ...over,
  })
}
