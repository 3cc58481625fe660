import pg from 'pg'

/** Only one sequencer of a database runs: it holds this lock as long as its connection lives. */
const lock = 72_707_371

export type Leaf = { index: number; body: Buffer }

type Row = { index: string; body: Buffer }
const leaves = (rows: Row[]): Leaf[] => rows.map(({ index, body }) => ({ index: Number(index), body }))

/** The sequencer's connection (login role app_sequencer): three functions of the guard, and nothing else. */
export class PendingLeaves {
  private constructor(private readonly client: pg.Client) {}

  /** Connects and takes the lock; null where another sequencer holds it. `wake` is called when a reader waits. */
  static async open(url: string, wake: () => void, lost: (error: Error) => void): Promise<PendingLeaves | null> {
    const client = new pg.Client({ connectionString: url, application_name: 'sequencer' })
    client.on('error', lost)
    client.on('notification', wake)
    await client.connect()
    const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [lock])
    if (!rows[0]?.held) {
      await client.end()
      return null
    }
    await client.query('LISTEN ledger_wake')
    return new PendingLeaves(client)
  }

  async size(): Promise<number> {
    const { rows } = await this.client.query<{ size: string }>('SELECT guard.ledger_size() AS size')
    return Number(rows[0]?.size)
  }

  /** Leaves that have their places already. */
  async placed(from: number, most: number): Promise<Leaf[]> {
    const { rows } = await this.client.query<Row>('SELECT * FROM guard.ledger_leaves($1, $2)', [from, most])
    return leaves(rows)
  }

  /** Places what has committed by now, from `from` onwards. @throws where the ledger does not end there */
  async sequence(from: number, most: number): Promise<Leaf[]> {
    const { rows } = await this.client.query<Row>({
      name: 'sequence',
      text: 'SELECT * FROM guard.sequence_ledger($1, $2)',
      values: [from, most],
    })
    return leaves(rows)
  }

  close(): Promise<void> {
    return this.client.end()
  }
}
