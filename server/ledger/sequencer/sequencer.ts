import { setTimeout as sleep } from 'node:timers/promises'
import { PendingLeaves } from './pending.repository'

/** Where the leaves go: the log's folder, or in tests nowhere. */
export type Log = {
  readonly size: number
  readonly isDirty: boolean
  append: (body: Buffer) => void
  publish: (at: Date) => Promise<unknown>
}

/** A log without a disk: counts. */
export function countingLog(): Log {
  const log = { size: 0, isDirty: false, append: () => void log.size++, publish: async () => null }
  return log
}

export type SequencerOptions = {
  url: string
  log: Log
  now: () => Date
  /** Milliseconds between looks at what nobody waits for. */
  pollMs?: number
  /** Least milliseconds between two checkpoints; most, when there is something to sign. */
  checkpointMs?: number
  say?: (text: string) => void
}

const batch = 4096

/** The ledger and its disk disagree: going on would sign a second history. Somebody has to look. */
export class LedgerFork extends Error {}

/** A database that ends, or begins again, is waited for; anything else that goes wrong ends the sequencer. */
const isLost = (error: unknown) => !(error instanceof LedgerFork) && (error as { code?: string }).code !== 'XX001' // data_corrupted: the ledger has another size

/**
 * Gives committed leaves their places, and signs. Between two rounds it sleeps until somebody waits (NOTIFY ledger_wake), or the
 * poll is due: most acts wait for nobody.
 */
export class Sequencer {
  private stopping = false
  private wake: () => void = () => {}
  private woken = false
  private signedAt = 0
  private publishing: Promise<void> | null = null
  readonly ended: Promise<void>

  constructor(private readonly options: SequencerOptions) {
    this.ended = this.run()
  }

  async stop(): Promise<void> {
    this.stopping = true
    this.rouse()
    await this.ended
  }

  private rouse = () => {
    this.woken = true
    this.wake()
  }

  private async run(): Promise<void> {
    const say = this.options.say ?? (() => {})
    while (!this.stopping) {
      try {
        await this.connected()
      } catch (error) {
        if (!isLost(error)) throw error
        say(`database lost, trying again: ${(error as Error).message}`)
        await sleep(250)
      }
    }
    await this.publishing
    await this.publish()
  }

  /** One connection's life. */
  private async connected(): Promise<void> {
    const { log, url, say = () => {} } = this.options
    let lost: Error | null = null
    const leaves = await PendingLeaves.open(url, this.rouse, (error) => {
      lost = error
      this.rouse()
    })
    if (!leaves) {
      await sleep(500) // another one works: stand by
      return
    }
    try {
      const size = await leaves.size()
      if (size < log.size) throw new LedgerFork(`the disk holds ${log.size} leaves, the database ${size}: was it rolled back?`)
      while (log.size < size) for (const { body } of await leaves.placed(log.size, batch)) log.append(body)
      say(`ready at ${log.size} leaves`)
      while (!this.stopping && !lost) {
        this.woken = false
        const placed = await leaves.sequence(log.size, batch)
        for (const { body } of placed) log.append(body)
        const isBehind = placed.length === batch
        if (!isBehind || this.isOverdue()) this.sign()
        if (!isBehind) await this.rest()
      }
    } finally {
      await leaves.close().catch(() => {})
    }
    if (lost) throw lost
  }

  private async rest(): Promise<void> {
    if (this.woken || this.stopping) return
    const timer = new AbortController()
    await Promise.race([
      new Promise<void>((resolve) => {
        this.wake = resolve
      }),
      sleep(this.options.pollMs ?? 100, undefined, { signal: timer.signal }).catch(() => {}),
    ])
    timer.abort()
  }

  /**
   * A backlog is signed as a whole, so that no leaf of it looks older than the checkpoint before it; but not for ever, should
   * more come in than can be placed.
   */
  private isOverdue = () => this.signedAt > 0 && this.options.now().getTime() - this.signedAt > 60_000

  /** Signs beside the sequencing: a reader never waits for the disk. */
  private sign(): void {
    const { log, now, checkpointMs = 1000 } = this.options
    if (this.publishing || !log.isDirty || now().getTime() - this.signedAt < checkpointMs) return
    this.signedAt = now().getTime()
    this.publishing = this.publish().finally(() => {
      this.publishing = null
    })
  }

  private async publish(): Promise<void> {
    const { log, now, say = () => {} } = this.options
    if (log.isDirty) await log.publish(now()).catch((error: Error) => say(`cannot write the log: ${error.message}`))
  }
}
