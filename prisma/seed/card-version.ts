import { createHash } from 'node:crypto'
import { addDays, addMonths } from '@/server/kernel/dates'
import { digestOf } from '@/server/portrait/canonical-json'
import type { CardTerms } from '@/server/portrait/domain/card-terms'
import { type CardFactor, cardOn, type ScoreCard } from '@/server/portrait/domain/score-card'
import { compareCards } from '@/server/portrait/domain/shadow/compare-cards'
import { shadowReport } from '@/server/portrait/domain/shadow/shadow-report'
import type { ShadowResult } from '@/server/portrait/domain/shadow/shadow-result'
import { minutesLater } from './calendar'
import type { Firm } from './enterprises'
import { idAt } from './identifiers'
import { record } from './ledger'
import { notify } from './notices'
import type { Organisations } from './organisations'
import { sizeOf } from './portraits'
import type { World } from './world'

const version = 'EXPERT-2027.1'

/** Less for mere size, more for bills paid on time: as many points in all. */
const revised: Partial<Record<string, { neutral: number; points: readonly number[] }>> = {
  'tax.taxableSales12m': { neutral: 14, points: [0, 9, 18, 25, 31, 34] },
  'utilities.onTimePayment12m': { neutral: 15, points: [0, 6, 11, 16, 21] },
}

const reviseFactor = (one: CardFactor): CardFactor => {
  const other = revised[one.indicatorId]
  if (!other) return one
  return { ...one, neutral: other.neutral, bins: one.bins.map((bin, at) => ({ ...bin, points: other.points[at] ?? bin.points })) }
}

/** The candidate of the demonstration, made of the card in force. */
export function candidateOf({ validFrom: _, ...current }: ScoreCard): CardTerms {
  return { ...current, catalogue: current.catalogue ?? '2026.1', version, factors: current.factors.map(reviseFactor) }
}

const bytesOf = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex')
/** The order in which guard.shadow_results tells what was found. */
const placeOf = (runId: string, enterpriseId: string) =>
  createHash('sha256')
    .update(Buffer.concat([bytesOf(runId), bytesOf(enterpriseId)]))
    .digest('hex')

/** Takes every firm as it comes by, and in the end leaves a candidate card whose shadow run waits for the second person. */
export function createShadowRun(world: World, { operator: { id: organisationId, operator, second } }: Organisations) {
  const current = cardOn(world.today)
  const card = candidateOf(current)
  const at = minutesLater(world.now, -120)
  const [cardId, runId, proposalId] = ['card', 'run', 'proposal'].map((what) => idAt(at, `card-version/${what}`)) as [
    string,
    string,
    string,
  ]
  const found: { enterpriseId: string; result: ShadowResult }[] = []

  return {
    take(firm: Firm): void {
      const consent = firm.matching?.row
      if (!firm.portrait || consent?.state !== 'ACTIVE' || new Date(consent.expiresAt) <= world.now) return
      const place = { countyCode: firm.row.countyCode, size: sizeOf(firm) }
      found.push({ enterpriseId: firm.id, result: compareCards(firm.portrait.body.indicators, place, current, card) })
    },

    propose(): void {
      const ended = minutesLater(at, 3)
      const inOrder = [...found].sort((a, b) => (placeOf(runId, a.enterpriseId) < placeOf(runId, b.enterpriseId) ? -1 : 1))
      const report = shadowReport(
        inOrder.map(({ result }) => result),
        { candidate: version, current: current.version },
      )
      const [cardDigest, digest] = [digestOf(card), digestOf(report)]
      const row = { id: cardId, version, card, digest: cardDigest, file_name: 'expert-2027-1.json', added_by: second.accountId }
      world.rows.add('guard.card_version', { ...row, added_at: at })
      world.rows.add('guard.scoring_run', {
        id: runId,
        kind: 'SHADOW',
        organisation_id: organisationId,
        card_id: cardId,
        against: current.version,
        started_by: second.accountId,
        started_at: at,
        total: found.length,
        begun_at: at,
        finished_at: ended,
        report,
        digest,
      })
      for (const { enterpriseId, result } of found)
        world.rows.add('guard.scoring_item', { run_id: runId, enterprise_id: enterpriseId, state: 'DONE', at: ended, result })
      const validFrom = `${addMonths(addDays(world.today, 1), 2).slice(0, 7)}-01`
      const proposedAt = minutesLater(ended, 20)
      world.rows.add('guard.card_proposal', {
        id: proposalId,
        card_id: cardId,
        run_id: runId,
        run_digest: digest,
        valid_from: validFrom,
        note: '降低销售规模的分值，提高按时缴费的分值，使规模较小、履约良好的企业评分更符合实际。',
        proposed_by: second.accountId,
        proposed_person: second.personId,
        proposed_at: proposedAt,
      })
      record(world, second, at, { act: 'card-version.added', subjectId: cardId, body: { version, digest: cardDigest } })
      const started = { enterprises: found.length, cardId, against: current.version }
      record(world, second, at, { act: 'shadow-run.started', subjectId: runId, body: started })
      record(world, second, ended, { act: 'shadow-run.finished', subjectId: runId, body: { enterprises: found.length, digest } })
      const body = { cardId, runId, runDigest: digest, validFrom }
      record(world, second, proposedAt, { act: 'card-version.proposed', subjectId: proposalId, body })
      notify(world, proposedAt, {
        organisationId: operator.organisationId,
        role: 'OPERATOR',
        kind: 'card-version.proposed',
        params: { version },
        href: `/operator/cards/versions/${cardId}`,
      })
    },
  }
}
