import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import type { Actor, OperatorScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { shanghaiDate } from '@/server/kernel/dates'
import { NotFound, Refused } from '@/server/kernel/refused'
import { digestOf } from '../canonical-json'
import { listCards } from '../cards.repository'
import {
  type addCardInput,
  candidateSteps,
  isOutdated,
  type proposeCardInput,
  type settleCardInput,
} from '../domain/card-versions'
import { shippedCard } from '../domain/expert-card'
import { readCandidate } from '../domain/read-candidate'
import { cardOn } from '../domain/score-card'
import { addVersion, listProposals, listRuns, listVersions, proposeCard, settleProposal } from '../versions.repository'

export type VersionsContext = { tx: Tx; scope: OperatorScope; person: Actor; now: Date }

function parsed(contentBase64: string): unknown {
  try {
    return JSON.parse(Buffer.from(contentBase64, 'base64').toString('utf8'))
  } catch {
    return undefined
  }
}

/** @throws Refused `rescoring.bad-card` with what is wrong in it, `rescoring.version-taken` */
export async function addCard({ tx, scope, now }: VersionsContext, { version, file }: z.infer<typeof addCardInput>) {
  const cards = await listCards(tx)
  if (cards.some((one) => one.version === version)) throw new Refused('rescoring.version-taken', { field: 'version' })
  const read = readCandidate(parsed(file.contentBase64), version, cardOn(shanghaiDate(now), cards))
  if (!read.ok) throw new Refused('rescoring.bad-card', { field: 'file', faults: read.faults.join('; ') })
  const id = uuidv7()
  const candidate = { id, terms: read.terms, digest: digestOf(read.terms), fileName: file.name }
  const refusal = await addVersion(tx, scope, candidate)
  if (refusal) throw new Refused(refusal, { field: 'version' })
  return { id }
}

/** Adds the card that came with the release, for two people to try and publish. @throws Refused `rescoring.version-taken` */
export async function addShipped({ tx, scope }: Pick<VersionsContext, 'tx' | 'scope'>) {
  const id = uuidv7()
  const { version } = shippedCard
  const candidate = { id, terms: shippedCard, digest: digestOf(shippedCard), fileName: `${version}.json` }
  const refusal = await addVersion(tx, scope, candidate)
  if (refusal) throw new Refused(refusal)
  return { id }
}

/** The built-in and published cards with the one in force, and every candidate with how far it has come. */
export async function listAll({ tx, scope, now, person }: VersionsContext) {
  const today = shanghaiDate(now)
  const cards = await listCards(tx)
  const [versions, proposals] = [await listVersions(tx, scope), await listProposals(tx, scope)]
  const runs = await listRuns(tx, scope, 'SHADOW', null, 60)
  return {
    today,
    self: person.personId,
    inForce: cardOn(today, cards).version,
    /** The card of this release, while nobody has added it. */
    shipped: versions.some((one) => one.version === shippedCard.version) ? null : shippedCard.version,
    cards: cards.map(({ version, validFrom, basis, factors }) => ({ version, validFrom, basis, factors: factors.length })),
    candidates: versions.map(({ card, ...version }) => ({
      ...version,
      factors: card.factors.length,
      run: runs.find(({ cardId }) => cardId === version.id) ?? null,
      proposal: proposals.find(({ cardId }) => cardId === version.id) ?? null,
    })),
  }
}

/** How the newest runs stand, as one text that changes when they move on. */
export async function pulseOf({ tx, scope }: Pick<VersionsContext, 'tx' | 'scope'>): Promise<string> {
  const [rescore] = await listRuns(tx, scope, 'RESCORE', null, 1)
  const [shadow] = await listRuns(tx, scope, 'SHADOW', null, 1)
  const runs = [rescore, shadow].flatMap((run) =>
    run ? [`${run.id}:${run.unscored}:${run.waiting}:${run.finishedAt !== null}`] : [],
  )
  return runs.join(' ')
}

/** One candidate with its newest run and everything that was proposed of it. @throws NotFound */
export async function showVersion({ tx, scope, now, person }: VersionsContext, cardId: string) {
  const version = (await listVersions(tx, scope)).find(({ id }) => id === cardId)
  if (!version) throw new NotFound('card')
  const today = shanghaiDate(now)
  const [run = null] = await listRuns(tx, scope, 'SHADOW', cardId, 1)
  const proposals = (await listProposals(tx, scope)).filter((one) => one.cardId === cardId)
  const inForce = cardOn(today, await listCards(tx)).version
  const pulse = await pulseOf({ tx, scope })
  const steps = candidateSteps(run, proposals[0] ?? null, inForce)
  return { today, now, self: person.personId, inForce, version, run, proposals, steps, pulse }
}

/**
 * Proposes a candidate on the strength of its finished shadow run against the card in force.
 * @throws Refused `rescoring.run-outdated`, `rescoring.no-such-run`, `rescoring.date-passed` …
 */
export async function propose({ tx, scope, now }: VersionsContext, input: z.infer<typeof proposeCardInput>) {
  const run = (await listRuns(tx, scope, 'SHADOW', input.cardId, 50)).find(({ id }) => id === input.runId)
  const inForce = cardOn(shanghaiDate(now), await listCards(tx)).version
  if (run && isOutdated(run, inForce)) throw new Refused('rescoring.run-outdated')
  const id = uuidv7()
  const refusal = await proposeCard(tx, scope, { id, ...input })
  const isAboutDay = refusal === 'rescoring.date-passed' || refusal === 'rescoring.date-taken'
  if (refusal) throw new Refused(refusal, isAboutDay ? { field: 'validFrom' } : {})
  return { id }
}

/** The second person's word. @throws Refused `rescoring.four-eyes`, `rescoring.already-settled` …, NotFound */
export async function settle({ tx, scope }: VersionsContext, input: z.infer<typeof settleCardInput>) {
  const refusal = await settleProposal(tx, scope, input)
  if (refusal === 'not-found') throw new NotFound('proposal')
  if (refusal) throw new Refused(refusal)
  return {}
}
