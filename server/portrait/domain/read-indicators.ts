import { type CatalogueVersion, type IndicatorId, type IndicatorReading, indicatorsIn } from '../schema'
import { agingSourcesOf, isAging, isStale } from './freshness'
import { capabilityIndicators } from './indicators/capability'
import { complianceIndicators } from './indicators/compliance'
import { customerIndicators } from './indicators/customers'
import { operationIndicators } from './indicators/operation'
import { socialSecurityIndicators } from './indicators/social-security'
import { stabilityIndicators } from './indicators/stability'
import { taxIndicators } from './indicators/tax'
import { utilitiesIndicators } from './indicators/utilities'
import type { Known } from './known'
import type { IndicatorsOf } from './measure'

const indicators: IndicatorsOf<IndicatorId> = {
  ...operationIndicators,
  ...customerIndicators,
  ...taxIndicators,
  ...socialSecurityIndicators,
  ...utilitiesIndicators,
  ...stabilityIndicators,
  ...complianceIndicators,
  ...capabilityIndicators,
}

/** Every indicator of a version of the catalogue, in its order: a value with evidence, or the reason why there is none. */
export function readIndicators(known: Known, version: CatalogueVersion): IndicatorReading[] {
  const ages = isAging(version)
  return indicatorsIn(version).map((id) => {
    const measure = indicators[id](known)
    const stale = ages && !('missing' in measure) ? agingSourcesOf(id).filter((source) => isStale(known, source)) : []
    if (stale.length > 0) return { id, state: 'MISSING', reason: 'STALE', classes: stale }
    return 'missing' in measure
      ? { id, state: 'MISSING', reason: measure.missing, classes: measure.classes }
      : { id, state: 'KNOWN', value: measure.value, evidence: measure.evidence }
  })
}
