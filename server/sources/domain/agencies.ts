import type { DataClass } from '../schema'

/** The agencies of the city that hold an enterprise's records. */
export const agencyCodes = [
  ...(['market', 'tax', 'hrss', 'power', 'water', 'gas', 'court', 'credit'] as const),
  ...(['approval', 'fund', 'land', 'science', 'trading', 'finance', 'customs', 'ecology', 'farm'] as const),
] as const
export type AgencyCode = (typeof agencyCodes)[number]

/** Which agency answers for a data class: 谁提供、谁负责, so each class has exactly one. */
export const agencyOf: Record<DataClass, AgencyCode> = {
  REGISTRATION: 'market',
  TAX: 'tax',
  SOCIAL_SECURITY: 'hrss',
  ELECTRICITY: 'power',
  WATER: 'water',
  GAS: 'gas',
  PENALTY: 'credit',
  COURT: 'court',
  LIST: 'credit',
  PERMIT: 'approval',
  INTELLECTUAL_PROPERTY: 'market',
  CUSTOMS: 'customs',
  HOUSING_FUND: 'fund',
  QUALIFICATION: 'science',
  PROCUREMENT: 'trading',
  SUBSIDY: 'finance',
  ENVIRONMENT: 'ecology',
  AGRICULTURE: 'farm',
  PUBLIC_OPINION: 'credit',
  REAL_ESTATE: 'land',
}
