import type { Tx } from '@/server/db/transaction'
import type { TaskName, Tasks } from './tasks'

/**
 * Queues a job for the sender's own tenant, in the sender's transaction: if that rolls back there is no job.
 * @param key two jobs of one key are one; the later payload counts
 */
export async function enqueue<Name extends TaskName>(tx: Tx, task: Name, payload: Tasks[Name], key: string): Promise<void> {
  await tx.$executeRaw`SELECT guard.enqueue(${task}, ${JSON.stringify(payload)}::jsonb, ${key})`
}
