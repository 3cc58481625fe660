import type { ToldFactors } from '@/server/lending/records.repository'
import type { Decision } from '@/server/lending/schema'
import { digestOf } from '@/server/portrait/canonical-json'
import {
  type AdverseGround,
  adverseDraft,
  factorChoice,
  PROPOSED_FACTORS,
  recordChoice,
  stateAdverse,
} from '@/server/portrait/domain/adverse'
import { cardByVersion, type ScoreCard } from '@/server/portrait/domain/score-card'
import { trimForReader } from '@/server/portrait/use-cases/trim-for-reader'
import { DataClass } from '@/server/sources/schema'
import { cardsOfCity } from './card-version'
import type { Case } from './cases'

const cardOf = ({ world }: Case, version: string): ScoreCard => cardByVersion(version, cardsOfCity(world.today))

/** The portrait that the application stands on, as its bank may read it. */
function groundOf(application: Case): AdverseGround | null {
  const { firm, consent } = application
  if (!firm.portrait) return null
  const { body } = firm.portrait
  const { lookbackMonths } = consent.terms
  const classes = DataClass.array().parse(consent.terms.dataClasses)
  return trimForReader(body, { classes, lookbackMonths }, cardOf(application, body.cardVersion))
}

/** A refusal with what the form proposes to tell: officers of the city leave the ticks as they are. */
export function withFactors(application: Case, decision: Decision): Decision {
  const ground = decision.kind === 'REJECT' ? groundOf(application) : null
  if (decision.kind !== 'REJECT' || !ground) return decision
  const { factors, records } = adverseDraft(ground)
  const chosen = [...factors.slice(0, PROPOSED_FACTORS).map(factorChoice), ...new Set(records.map(recordChoice))]
  return { ...decision, adverse: chosen }
}

/** What the firm is told, by the product's own rule. */
export function toldBy(application: Case, decision: Decision): ToldFactors | null {
  const chosen = decision.kind === 'REJECT' ? (decision.adverse ?? []) : []
  const ground = chosen.length > 0 ? groundOf(application) : null
  const statement = ground && stateAdverse(ground, application.row.portraitId, cardOf(application, ground.cardVersion), chosen)
  return statement && { statement, digest: digestOf(statement) }
}
