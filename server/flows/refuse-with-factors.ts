import { Refused } from '@/server/kernel/refused'
import type { DecideInput } from '@/server/lending/schema'
import type { BankContext } from '@/server/lending/use-cases/contexts'
import { decideApplication } from '@/server/lending/use-cases/decide-application'
import type { Moved } from '@/server/lending/use-cases/step'
import { digestOf } from '@/server/portrait/canonical-json'
import { findCard } from '@/server/portrait/cards.repository'
import { stateAdverse } from '@/server/portrait/domain/adverse'
import { cardOfApplication, findGrant, holdGranted, openPortrait, readOpened } from '@/server/portrait/granted.repository'
import { IndicatorId, indicatorCatalogue } from '@/server/portrait/schema'
import { trimForReader } from '@/server/portrait/use-cases/trim-for-reader'

/** The fields that a statement shows and the classes that they are of, as the record of this look names them. */
const fieldsOf = (chosen: readonly string[], classes: readonly string[]) => [
  'asOf',
  'cardVersion',
  ...chosen.flatMap((one) => {
    const id = IndicatorId.safeParse(one.replace('factor:', ''))
    return id.success ? [`indicators.${id.data}`, ...indicatorCatalogue[id.data].sources.map((name) => `coverage.${name}`)] : []
  }),
  ...(chosen.some((one) => one.startsWith('record:')) ? classes.flatMap((one) => [`legal.${one}`, `coverage.${one}`]) : []),
]

/**
 * States what the approver chose out of the portrait pinned to the application, as far as the bank may see it: read, and put on
 * record as read, in the very transaction that decides.
 * @throws Refused when something is chosen that does not tell against the firm, or that the bank was not granted
 */
async function stateFactors(ctx: BankContext, applicationId: string, chosen: readonly string[]) {
  const { tx, scope } = ctx
  const grant = await findGrant(tx, scope, applicationId)
  if (!grant) throw new Refused('application.suspended')
  const granted = await holdGranted(tx, grant)
  const card = await findCard(tx, await cardOfApplication(tx, applicationId))
  const portraitId = await openPortrait(tx, applicationId, 'LOAN_APPROVAL', fieldsOf(chosen, granted.classes))
  const { body } = await readOpened(tx, grant.enterpriseId, portraitId)
  const statement = stateAdverse(trimForReader(body, granted, card), portraitId, card, chosen)
  if (!statement) throw new Refused('decision.adverse-unknown', { field: 'decision.adverse' })
  return { statement, digest: digestOf(statement) }
}

/** The approver's decision; a refusal tells the enterprise the adverse factors that were chosen, stored for good. */
export const decideWithFactors = (ctx: BankContext, input: DecideInput): Promise<Moved> =>
  decideApplication(ctx, input, stateFactors)
