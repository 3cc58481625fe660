import { countingLog, type Log, Sequencer } from '@/server/ledger/sequencer/sequencer'

/**
 * The sequencer that stands beside every integration test, because what shows an enterprise's data waits for its leaf. A test of
 * the sequencer itself ends it, and may start one over a log of its own.
 */
const store = globalThis as { standingSequencer?: Sequencer }

export function startSequencer(log: Log = countingLog(), options: { checkpointMs?: number; now?: () => Date } = {}): void {
  const now = options.now ?? (() => new Date())
  store.standingSequencer = new Sequencer({ url: process.env.SEQUENCER_DATABASE_URL ?? '', log, ...options, now })
}

export async function stopSequencer(): Promise<void> {
  const { standingSequencer } = store
  store.standingSequencer = undefined
  await standingSequencer?.stop()
}
