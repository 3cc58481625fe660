import 'server-only'
import { z } from 'zod'
import type { OperatorScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { CardTerms } from './domain/card-terms'
import { type RunKind, runKinds } from './domain/card-versions'
import { ShadowReport } from './domain/shadow/shadow-result'

// Candidates, runs and proposals lie behind definer functions; each act puts itself on record. A text that comes back is the
// code of a refusal.

type Refusal = { refusal: string | null }[]
const refusalOf = ([row]: Refusal) => row?.refusal ?? null

const Version = z.object({
  id: z.string(),
  version: z.string(),
  card: CardTerms,
  digest: z.string(),
  fileName: z.string(),
  addedBy: z.string().nullable(),
  addedAt: z.date(),
})

/** Every candidate that was ever added, newest first, at most 100. */
export const listVersions = async (tx: Tx, _scope: OperatorScope) =>
  z.array(Version).parse(await tx.$queryRaw`SELECT * FROM guard.card_versions()`)

export async function addVersion(
  tx: Tx,
  _scope: OperatorScope,
  { id, terms, digest, fileName }: { id: string; terms: CardTerms; digest: string; fileName: string },
): Promise<string | null> {
  return refusalOf(
    await tx.$queryRaw<Refusal>`
      SELECT guard.add_card_version(${id}::uuid, ${terms.version}, ${JSON.stringify(terms)}::jsonb, ${digest}, ${fileName}) AS refusal`,
  )
}

const Run = z.object({
  id: z.string(),
  kind: z.enum(runKinds),
  cardId: z.string().nullable(),
  against: z.string(),
  startedBy: z.string().nullable(),
  startedAt: z.date(),
  begunAt: z.date().nullable(),
  finishedAt: z.date().nullable(),
  total: z.int(),
  waiting: z.int(),
  done: z.int(),
  noConsent: z.int(),
  noData: z.int(),
  failed: z.int(),
  recent: z.int(),
  report: ShadowReport.nullable(),
  digest: z.string().nullable(),
  /** Firms of parts that step one has not scored yet; 0 for a run without such a step. */
  unscored: z.int(),
  scored: z.int(),
  /** Of them those whose score, grade or bars are no longer those of the standing portrait. */
  moved: z.int(),
  recentlyScored: z.int(),
  /** Firms that wait once more because drawing them failed. */
  retrying: z.int(),
  /** Since when the present holder of the run works on each step; what is recent is counted from then, or from a minute ago. */
  scoringSince: z.date().nullable(),
  drawingSince: z.date().nullable(),
})
export type ScoringRun = z.infer<typeof Run>

/** Newest first. */
export const listRuns = async (tx: Tx, _scope: OperatorScope, kind: RunKind, cardId: string | null, most: number) =>
  z.array(Run).parse(await tx.$queryRaw`SELECT * FROM guard.scoring_runs(${kind}, ${cardId}::uuid, ${most}::integer)`)

type NewRun = { id: string; kind: RunKind; cardId: string | null; against: string }

/** Begins a run over all enterprises with a live consent; while one of its kind is under way no other begins. */
export async function startRun(tx: Tx, _scope: OperatorScope, { id, kind, cardId, against }: NewRun): Promise<string | null> {
  return refusalOf(
    await tx.$queryRaw<Refusal>`
      SELECT guard.start_scoring_run(${id}::uuid, ${kind}, ${cardId}::uuid, ${against}) AS refusal`,
  )
}

export type Proposal = {
  id: string
  cardId: string
  runId: string
  runDigest: string
  validFrom: string
  note: string
  proposedBy: string | null
  proposedPerson: string
  proposedAt: Date
  settledBy: string | null
  settledAt: Date | null
  verdict: 'PUBLISH' | 'REJECT' | null
  reason: string | null
}

/** Newest first, at most 200. */
export const listProposals = (tx: Tx, _scope: OperatorScope) => tx.$queryRaw<Proposal[]>`SELECT * FROM guard.card_proposals()`

type NewProposal = { id: string; cardId: string; runId: string; runDigest: string; validFrom: string; note: string }

export async function proposeCard(tx: Tx, _scope: OperatorScope, one: NewProposal): Promise<string | null> {
  return refusalOf(
    await tx.$queryRaw<Refusal>`
      SELECT guard.propose_card(${one.id}::uuid, ${one.cardId}::uuid, ${one.runId}::uuid, ${one.runDigest}, ${one.validFrom}::date,
        ${one.note}) AS refusal`,
  )
}

/** The second person's word. */
export async function settleProposal(
  tx: Tx,
  _scope: OperatorScope,
  { proposalId, verdict, reason }: { proposalId: string; verdict: 'PUBLISH' | 'REJECT'; reason?: string },
): Promise<string | null> {
  return refusalOf(
    await tx.$queryRaw<Refusal>`
      SELECT guard.settle_card_proposal(${proposalId}::uuid, ${verdict}, ${reason ?? null}) AS refusal`,
  )
}
