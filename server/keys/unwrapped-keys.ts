import type { KeyObject } from 'node:crypto'
import { type KeyEncryption, keyEncryption, type Wrapped } from './key-encryption'

/**
 * Keys that were unwrapped, the last used kept. They are found by their wrapped bytes, never by their owner: whether a key
 * still counts is asked of the database each time, so that one that was destroyed opens nothing from that moment on.
 */
export class UnwrappedKeys {
  private readonly kept = new Map<string, KeyObject>()

  constructor(
    private readonly most: number,
    private readonly above: () => KeyEncryption = keyEncryption,
  ) {}

  async get(wrapped: Wrapped, bound: string): Promise<KeyObject> {
    const name = `${bound}|${wrapped.kekId}|${Buffer.from(wrapped.wrapped).toString('base64')}`
    const known = this.kept.get(name)
    if (known) {
      this.kept.delete(name)
      this.kept.set(name, known)
      return known
    }
    const key = await this.above().unwrap(wrapped, bound)
    this.kept.set(name, key)
    const [oldest] = this.kept.keys()
    if (this.kept.size > this.most && oldest !== undefined) this.kept.delete(oldest)
    return key
  }

  get size(): number {
    return this.kept.size
  }
}

/** Of this process: 4,096 keys are some 2 MB. */
export const unwrappedKeys = new UnwrappedKeys(4_096)
