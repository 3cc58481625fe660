import { createHash } from 'node:crypto'
import { digestOf } from '@/server/portrait/canonical-json'
import type { CardTerms } from '@/server/portrait/domain/card-terms'
import { shadowReport } from '@/server/portrait/domain/shadow/shadow-report'
import type { ShadowResult } from '@/server/portrait/domain/shadow/shadow-result'
import { minutesLater } from './calendar'
import { idAt } from './identifiers'
import { record } from './ledger'
import { notify } from './notices'
import type { Organisations } from './organisations'
import type { Person } from './people'
import type { World } from './world'

const bytesOf = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex')
/** The order in which guard.shadow_results tells what was found. */
const placeOf = (runId: string, enterpriseId: string) =>
  createHash('sha256')
    .update(Buffer.concat([bytesOf(runId), bytesOf(enterpriseId)]))
    .digest('hex')

export type Candidacy = {
  card: CardTerms
  fileName: string
  /** The card in force while it was tried. */
  against: string
  found: readonly { enterpriseId: string; result: ShadowResult }[]
  at: Date
  validFrom: string
  note: string
  /** Who added, tried and proposed it. */
  proposer: Person
  /** The other person, who published it; absent while it waits for one. */
  publisher?: { person: Person; at: Date }
}

/** A candidate card's whole course as rows: added, tried in the shadow, proposed, and published where somebody did. */
export function tellCandidacy(world: World, { operator: { id: organisationId } }: Organisations, told: Candidacy): void {
  const { card, found, at, against, proposer } = told
  const { version } = card
  const idOf = (what: string) => idAt(at, `card-version/${what}`)
  const [cardId, runId, proposalId] = [idOf('card'), idOf('run'), idOf('proposal')]
  const ended = minutesLater(at, 3)
  const inOrder = [...found].sort((a, b) => (placeOf(runId, a.enterpriseId) < placeOf(runId, b.enterpriseId) ? -1 : 1))
  const report = shadowReport(
    inOrder.map(({ result }) => result),
    { candidate: version, current: against },
  )
  const [cardDigest, digest] = [digestOf(card), digestOf(report)]
  const row = { id: cardId, version, card, digest: cardDigest, file_name: told.fileName, added_by: proposer.accountId }
  world.rows.add('guard.card_version', { ...row, added_at: at })
  world.rows.add('guard.scoring_run', {
    id: runId,
    kind: 'SHADOW',
    organisation_id: organisationId,
    card_id: cardId,
    against,
    started_by: proposer.accountId,
    started_at: at,
    total: found.length,
    begun_at: at,
    finished_at: ended,
    report,
    digest,
  })
  for (const { enterpriseId, result } of found)
    world.rows.add('guard.scoring_item', { run_id: runId, enterprise_id: enterpriseId, state: 'DONE', at: ended, result })
  record(world, proposer, at, { act: 'card-version.added', subjectId: cardId, body: { version, digest: cardDigest } })
  const started = { enterprises: found.length, cardId, against }
  record(world, proposer, at, { act: 'shadow-run.started', subjectId: runId, body: started })
  record(world, proposer, ended, { act: 'shadow-run.finished', subjectId: runId, body: { enterprises: found.length, digest } })
  propose(world, organisationId, { ...told, cardId, runId, proposalId, digest, proposedAt: minutesLater(ended, 20) })
}

type Proposed = Candidacy & { cardId: string; runId: string; proposalId: string; digest: string; proposedAt: Date }

function propose(world: World, organisationId: string, told: Proposed): void {
  const { card, cardId, runId, proposalId, digest, proposedAt, validFrom, note, proposer, publisher } = told
  world.rows.add('guard.card_proposal', {
    id: proposalId,
    card_id: cardId,
    run_id: runId,
    run_digest: digest,
    valid_from: validFrom,
    note,
    proposed_by: proposer.accountId,
    proposed_person: proposer.personId,
    proposed_at: proposedAt,
    settled_by: publisher?.person.accountId ?? null,
    settled_person: publisher?.person.personId ?? null,
    settled_at: publisher?.at ?? null,
    verdict: publisher ? 'PUBLISH' : null,
  })
  const body = { cardId, runId, runDigest: digest, validFrom }
  record(world, proposer, proposedAt, { act: 'card-version.proposed', subjectId: proposalId, body })
  notify(world, proposedAt, {
    organisationId,
    role: 'OPERATOR',
    kind: 'card-version.proposed',
    params: { version: card.version },
    href: `/operator/cards/versions/${cardId}`,
  })
  if (!publisher) return
  const settled = { cardId, validFrom, proposedBy: proposer.accountId }
  record(world, publisher.person, publisher.at, { act: 'card-version.published', subjectId: proposalId, body: settled })
}
