import pg from 'pg'
import { Unavailable } from '@/server/kernel/refused'

/** How long an answer waits for its leaf, at most; then nothing is shown (503). Milliseconds. */
export const longestWaitMs = 2_500
/** A notification can be lost with its connection: then the next look finds the leaf. */
const lookMs = 150

type Waiting = { transaction: string; until: number; done: () => void; fail: (error: Error) => void }

/**
 * The transactions of this process whose answers wait for their leaves. One connection for all of them: it wakes the sequencer,
 * listens for its answer, and then asks the database itself, since anybody may send a notification.
 */
class LeafWaits {
  private waiting = new Set<Waiting>()
  private client: Promise<pg.Client> | null = null
  private looking = false
  private again = false
  private waking = false
  private timer: NodeJS.Timeout | null = null
  private turn: Promise<unknown> = Promise.resolve()

  /** Resolves once every leaf of the transaction has its place. @throws Unavailable after {@link longestWaitMs} */
  wait(transaction: bigint): Promise<void> {
    return new Promise((resolve, reject) => {
      const one: Waiting = {
        transaction: String(transaction),
        until: Date.now() + longestWaitMs,
        done: resolve,
        fail: reject,
      }
      this.waiting.add(one)
      this.timer ??= setInterval(() => this.tick(), lookMs)
      void this.wake()
    })
  }

  private connect(): Promise<pg.Client> {
    const opened = (async () => {
      const url = process.env.PUBLIC_DATABASE_URL
      if (!url) throw new Error('PUBLIC_DATABASE_URL is not set')
      const client = new pg.Client({ connectionString: url, application_name: 'leaf waits', connectionTimeoutMillis: 2_000 })
      client.on('error', () => this.drop(opened))
      client.on('notification', () => void this.look())
      await client.connect()
      await client.query('LISTEN ledger_sequenced')
      return client
    })()
    opened.catch(() => this.drop(opened))
    return opened
  }

  /** One question after the other: pg will refuse a second while its connection works on the first. */
  private ask<Row extends pg.QueryResultRow>(client: pg.Client, query: string | pg.QueryConfig): Promise<pg.QueryResult<Row>> {
    const answer = this.turn.then(() => client.query<Row>(query))
    this.turn = answer.catch(() => {})
    return answer
  }

  private drop(client: Promise<pg.Client>): void {
    if (this.client === client) this.client = null
    client.then((open) => open.end()).catch(() => {})
  }

  /** Many that begin to wait together knock once. */
  private async wake(): Promise<void> {
    if (this.waking) return
    this.waking = true
    await Promise.resolve()
    try {
      this.client ??= this.connect()
      const client = await this.client
      this.waking = false // whoever comes from now on knocks again
      await this.ask(client, 'NOTIFY ledger_wake')
    } catch {
      this.waking = false // the next look tries again
    }
  }

  private async look(): Promise<void> {
    this.again = true
    if (this.looking) return
    this.looking = true
    try {
      while (this.again && this.waiting.size > 0) {
        this.again = false
        await this.lookOnce()
      }
    } catch {
      // A lost connection: the waits go on until their time is up.
    } finally {
      this.looking = false
    }
  }

  private async lookOnce(): Promise<void> {
    this.client ??= this.connect()
    const client = await this.client
    const asked = [...this.waiting]
    const { rows } = await this.ask<{ number: string }>(client, {
      name: 'sequenced',
      text: 'SELECT guard.ledger_sequenced($1::bigint[]) AS number',
      values: [asked.map(({ transaction }) => transaction)],
    })
    const found = new Set(rows.map(({ number }) => number))
    for (const one of asked) if (found.has(one.transaction) && this.waiting.delete(one)) one.done()
    this.restWhenIdle()
  }

  private tick(): void {
    for (const one of this.waiting) {
      if (Date.now() >= one.until && this.waiting.delete(one)) one.fail(new Unavailable('ledger-unavailable'))
    }
    this.restWhenIdle()
    if (this.waiting.size === 0) return
    void this.wake()
    void this.look()
  }

  private restWhenIdle(): void {
    if (this.waiting.size > 0 || !this.timer) return
    clearInterval(this.timer)
    this.timer = null
  }

  async close(): Promise<void> {
    const { client } = this
    this.client = null
    await client?.then((open) => open.end()).catch(() => {})
  }
}

const store = globalThis as { leafWaits?: LeafWaits } // survives hot reload, like the pools
const waits = () => (store.leafWaits ??= new LeafWaits())

/** Waits until the committed transaction's leaves are in the tree. @throws Unavailable when the sequencer does not answer in time */
export const waitForLeaf = (transaction: bigint): Promise<void> => waits().wait(transaction)

/** Closes the connection; for the end of a process or of a test file. */
export const closeLeafWaits = (): Promise<void> => waits().close()
