import { appendFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type Checkpoint, parseCheckpoint } from '../notes/checkpoint'
import { cosign, parseVkey, type Signer, textOf, verifyNote, vkeyOf } from '../notes/signed-note'
import { writeDurably } from '../sequencer/log-folder'
import { treeHash } from '../tree/hashes'
import { consistencyProof, isConsistent } from '../tree/proofs'
import { readIfThere, subtreesOf } from '../tree/tile-reader'

/** Why the witness does not put its name to a head; `unproven`: the tiles that would prove it are not there. */
export type WitnessRefusal = 'log-key-changed' | 'not-signed-by-log' | 'rolled-back' | 'fork' | 'unproven'

export type WitnessStatus = {
  /** Size and time of the newest head that it has signed. */
  size: number
  cosignedAt: string | null
  /** The head that lies there now, where it isn't signed. */
  refused: WitnessRefusal | null
  lookedAt: string
}

const hash = treeHash('sha256')
const secondsOf = (at: Date) => Math.floor(at.getTime() / 1000)

/**
 * Remembers the newest head it has signed, and signs a newer one only if the newer tree begins with the remembered one (C2SP
 * tlog-cosignature). It trusts neither the log nor the database: the proof comes from the log's tiles, and a wrong tile only
 * makes a proof that does not hold.
 */
export class Witness {
  private constructor(
    private readonly logFolder: string,
    private readonly folder: string,
    private readonly signer: Signer,
    private remembered: string | null,
  ) {}

  static async open(logFolder: string, folder: string, signer: Signer): Promise<Witness> {
    await writeDurably(path.join(folder, 'witness.vkey'), `${vkeyOf(signer)}\n`)
    const remembered = (await readIfThere(path.join(folder, 'checkpoint')))?.toString() ?? null
    return new Witness(logFolder, folder, signer, remembered)
  }

  private headOf = (note: string): Checkpoint => parseCheckpoint(textOf(note))

  /** The log's key, as it was when the witness first met the log. */
  private async logKey() {
    const pinned = path.join(this.folder, 'log.vkey')
    const told = (await readIfThere(path.join(this.logFolder, 'log.vkey')))?.toString().trim()
    const known = (await readIfThere(pinned))?.toString().trim()
    if (!known && told) await writeDurably(pinned, `${told}\n`)
    const text = known ?? told
    return text ? { key: parseVkey(text), changed: told !== text } : null
  }

  private async whyNot(note: string, key: ReturnType<typeof parseVkey>): Promise<WitnessRefusal | null> {
    if (!verifyNote(note, key)) return 'not-signed-by-log'
    const head = this.headOf(note)
    if (!this.remembered) return null
    const before = this.headOf(this.remembered)
    if (head.size < before.size) return 'rolled-back'
    const tiles = subtreesOf(this.logFolder, hash, head.size)
    const proof = await consistencyProof(hash, tiles, before.size, head.size).catch(() => null)
    if (!proof) return 'unproven'
    return isConsistent(hash, before, head, proof) ? null : 'fork'
  }

  /** Looks at the log once; signs its head if it may. Null while there is nothing to see. */
  async look(now: Date): Promise<WitnessStatus | null> {
    const note = (await readIfThere(path.join(this.logFolder, 'checkpoint')))?.toString()
    const log = await this.logKey()
    if (!note || !log) return null
    let refused: WitnessRefusal | null = null
    if (log.changed) refused = 'log-key-changed'
    else if (!this.remembered || textOf(this.remembered) !== textOf(note)) {
      refused = await this.whyNot(note, log.key)
      if (!refused) await this.sign(note, now)
    }
    return this.say(refused, now)
  }

  /** Remembers first, durably: a head that was signed and then forgotten could be denied. */
  private async sign(note: string, now: Date): Promise<void> {
    const cosigned = cosign(note, this.signer, secondsOf(now))
    await appendFile(path.join(this.folder, 'cosigned.jsonl'), `${JSON.stringify(cosigned)}\n`, { flush: true })
    await writeDurably(path.join(this.folder, 'checkpoint'), cosigned)
    this.remembered = cosigned
  }

  private async say(refused: WitnessRefusal | null, now: Date): Promise<WitnessStatus> {
    const head = this.remembered ? this.headOf(this.remembered) : null
    const seconds = this.remembered ? verifyNote(this.remembered, this.signer)?.seconds : null
    const cosignedAt = seconds ? new Date(seconds * 1000).toISOString() : null
    const status = { size: head?.size ?? 0, cosignedAt, refused, lookedAt: now.toISOString() }
    // A sign of life: no fsync twice a second for what the next look writes again.
    const file = path.join(this.folder, 'status.json')
    await writeFile(`${file}.new`, `${JSON.stringify(status)}\n`)
    await rename(`${file}.new`, file)
    return status
  }
}
