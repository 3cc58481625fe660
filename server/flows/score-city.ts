import { enterpriseScope } from '@/server/auth/scope'
import { ConsentNotLive, findLiveMatching, holdConsent } from '@/server/consent/repository'
import type { Tx } from '@/server/db/transaction'
import type { Runtime } from '@/server/jobs/task'
import { shanghaiDate } from '@/server/kernel/dates'
import { appendToLedger } from '@/server/ledger/append'
import { markForRefresh } from '@/server/lending/use-cases/mark-for-refresh'
import { notify } from '@/server/notify/notify'
import { digestOf } from '@/server/portrait/canonical-json'
import { listCards } from '@/server/portrait/cards.repository'
import { decidesAlike } from '@/server/portrait/domain/decides-alike'
import { cardByVersion, cardOn } from '@/server/portrait/domain/score-card'
import { compareCards } from '@/server/portrait/domain/shadow/compare-cards'
import { shadowReport } from '@/server/portrait/domain/shadow/shadow-report'
import { findCurrentPortrait } from '@/server/portrait/repository'
import {
  finishRun,
  holdItem,
  type ItemState,
  type LeasedRun,
  leaseRun,
  listWaiting,
  recordPart,
  settleItem,
  takePart,
} from '@/server/portrait/scoring.repository'
import { readShadowResults } from '@/server/portrait/shadow-results.repository'
import { drawPortrait, packPortrait, storePortrait } from './draw-portrait'
import { scorePacked } from './score-packed'

/** A holder that says nothing for so long has died; its part takes far less. */
const leaseSeconds = 60
const firmsAPart = 40
const figuresAPart = 500
/** Transactions beside each other: the machine reads and draws meanwhile. */
const lanes = 3

/** Draws one firm's portrait of today; its row of the run is settled in the same transaction, so that it is done once or not at all. */
async function rescoreOne(run: LeasedRun, enterpriseId: string, { now, inTenant }: Runtime): Promise<void> {
  const enter = inTenant(enterpriseId, run.startedBy)
  const scope = enterpriseScope(enterpriseId)
  const settle = (state: ItemState) => enter((tx) => settleItem(tx, run.id, state))
  try {
    await enter(async (tx) => {
      if (!(await holdItem(tx, run.id))) return
      const at = now()
      const consent = await findLiveMatching(tx, scope, at)
      if (!consent) throw new ConsentNotLive()
      await holdConsent(tx, scope, consent.id)
      const drawing = { tx, scope, consentId: consent.id, at }
      const drawn = await drawPortrait(drawing)
      await settleItem(tx, run.id, drawn ? 'DONE' : 'NO_DATA')
      const former = await findCurrentPortrait(tx, scope)
      if (!drawn) return
      // The same to the byte out of the same records: what stands is the new portrait already.
      if (former?.digest === drawn.digest && former.snapshotIds.join() === drawn.snapshotIds.join()) {
        await packPortrait(drawing, drawn, former.id)
        return
      }
      const { id, body, digest } = drawn
      await storePortrait(drawing, drawn)
      const person = { organisationId: enterpriseId, accountId: run.startedBy }
      const ledgered = { digest, score: body.score, runId: run.id }
      await appendToLedger(tx, person, { act: 'portrait.built', enterpriseId, subjectId: id, body: ledgered })
      // Officers and the firm are called only where something that is decided by has changed.
      if (!former || !decidesAlike(former.body, body))
        await markForRefresh({ tx, enterpriseId, actorId: run.startedBy, now: at }, id)
      if (former && former.grade !== body.grade) {
        const params = { score: body.score, grade: body.grade }
        await notify(tx, { organisationId: enterpriseId, kind: 'portrait.ready', params, href: '/sme/portrait' })
      }
    })
  } catch (error) {
    if (error instanceof ConsentNotLive) await settle('NO_CONSENT')
    else {
      console.error(`[worker] rescoring failed for ${enterpriseId}`, error)
      await settle('FAILED')
    }
  }
}

async function inLanes<Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items]
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await act(next)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

/**
 * A part of a run in two steps: everybody is scored out of packed rows, then portraits are drawn in full, of those first who
 * moved. True when nothing was left to do.
 */
async function rescorePart(run: LeasedRun, runtime: Runtime): Promise<boolean> {
  const day = shanghaiDate(runtime.now())
  const cards = await runtime.inTenant(run.organisationId, run.startedBy)(listCards)
  if (!(await scorePacked(run, cardOn(day, cards), day))) return false
  const waiting = await listWaiting(run.id, firmsAPart)
  await inLanes(waiting, (enterpriseId) => rescoreOne(run, enterpriseId, runtime))
  return waiting.length === 0
}

async function shadowPart(run: LeasedRun, tx: Tx): Promise<boolean> {
  const { card } = run
  if (!card) throw new RangeError(`the shadow run ${run.id} has no card`)
  const current = cardByVersion(run.against, await listCards(tx))
  const part = await takePart(tx, run.id, figuresAPart)
  const found = part.map(({ enterpriseId, countyCode, size, live, readings }) => {
    if (!live) return { enterpriseId, state: 'NO_CONSENT' as const }
    if (!readings) return { enterpriseId, state: 'NO_DATA' as const }
    return { enterpriseId, state: 'DONE' as const, result: compareCards(readings, { countyCode, size }, current, card) }
  })
  if (found.length > 0) await recordPart(tx, run.id, found)
  return found.length === 0
}

/** Ends a run; for a shadow run with its report, drawn from all results in one order. */
async function finish(run: LeasedRun, tx: Tx): Promise<boolean> {
  if (!run.card) return finishRun(tx, run.id, null)
  const names = { candidate: run.card.version, current: run.against }
  const report = shadowReport(await readShadowResults(tx, run.id), names)
  return finishRun(tx, run.id, { report, digest: digestOf(report) })
}

/**
 * Goes on with whatever run over the city is open, part by part, until none is. Whoever dies leaves finished rows finished and
 * the others waiting; the next to come takes over when the lease runs out.
 * @param holder a number of this worker's own
 */
export async function scoreCity(holder: string, runtime: Runtime): Promise<void> {
  for (let run = await leaseRun(holder, leaseSeconds); run; run = await leaseRun(holder, leaseSeconds)) {
    const leased = run
    const enter = runtime.inTenant(leased.organisationId, leased.startedBy)
    const isDone = leased.kind === 'RESCORE' ? await rescorePart(leased, runtime) : await enter((tx) => shadowPart(leased, tx))
    // False: somebody else ended it, or a row waits behind another's lock; the lease then runs out by itself.
    if (isDone && !(await enter((tx) => finish(leased, tx)))) return
  }
}
