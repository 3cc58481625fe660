import { appendFile, mkdir, open, readdir, rename, rm, truncate } from 'node:fs/promises'
import path from 'node:path'
import { type Checkpoint, checkpointText, parseCheckpoint } from '../notes/checkpoint'
import { type Signer, signNote, textOf, verifyNote, vkeyOf } from '../notes/signed-note'
import { GrowingTree, type TileFile } from '../tree/growing-tree'
import { hasSm3, type TreeAlgorithm, treeHash } from '../tree/hashes'
import { tilePath, tileWidth } from '../tree/tile-path'
import { bundleOf, entriesOf, readIfThere } from '../tree/tile-reader'

/** Writes the file whole or not at all, and for good: temporary file, fsync, rename, fsync of the folder. */
export async function writeDurably(file: string, content: string | Uint8Array): Promise<void> {
  const temporary = path.join(path.dirname(file), `.tmp-${path.basename(file)}`)
  await mkdir(path.dirname(file), { recursive: true })
  const handle = await open(temporary, 'w', 0o644)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, file)
  await syncFolder(path.dirname(file))
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

/** Cuts off a last line that a crash left unfinished. */
async function mendLines(file: string): Promise<void> {
  const content = await readIfThere(file)
  if (content && content.length > 0 && content.at(-1) !== 10) await truncate(file, content.lastIndexOf(10) + 1)
}

const sm3Prefix = 'sm3/'

/**
 * The log as it lies on disk: tiles over SHA-256, the same over SM3 below `sm3/`, entry bundles, `checkpoint`, and every checkpoint
 * ever signed in `checkpoints.jsonl`. Everything is a function of the leaves in the database. A checkpoint is signed only when the
 * tiles below it are on disk, so that whatever a crash leaves behind is an older checkpoint with all its tiles, and perhaps
 * tiles beyond it, which are written again, to the byte.
 */
export class LogFolder {
  private constructor(
    private readonly folder: string,
    private readonly signer: Signer,
    private readonly trees: Map<TreeAlgorithm, GrowingTree>,
    private bundle: Buffer[],
    private published: number,
    /** Time never goes back in the log, whatever the machine's clock does. */
    private signedAt: Date,
  ) {}

  private full: TileFile[] = []

  static async open(folder: string, signer: Signer): Promise<LogFolder> {
    await mkdir(folder, { recursive: true, mode: 0o755 })
    for (const name of await readdir(folder, { recursive: true })) {
      if (path.basename(name).startsWith('.tmp-')) await rm(path.join(folder, name))
    }
    await mendLines(path.join(folder, 'checkpoints.jsonl'))
    await writeDurably(path.join(folder, 'log.vkey'), `${vkeyOf(signer)}\n`)
    const read = (name: string) => readIfThere(path.join(folder, name))
    const note = (await read('checkpoint'))?.toString() ?? null
    if (note && !verifyNote(note, signer)) throw new Error('the ledger’s checkpoint is not signed by this key')
    const head = note ? parseCheckpoint(textOf(note)) : null
    const size = head?.size ?? 0
    const trees = new Map<TreeAlgorithm, GrowingTree>()
    trees.set('sha256', await GrowingTree.restore(treeHash('sha256'), size, read))
    if (hasSm3) trees.set('sm3', await GrowingTree.restore(treeHash('sm3'), size, (name) => read(sm3Prefix + name)))
    if (head && !trees.get('sha256')?.root().equals(head.root))
      throw new Error('the ledger’s tiles do not lead to its checkpoint')
    if (head?.sm3 && !trees.get('sm3')?.root().equals(head.sm3))
      throw new Error('the ledger’s SM3 tiles do not lead to its checkpoint')
    const width = size % tileWidth
    const index = Math.floor(size / tileWidth)
    const bytes =
      width === 0
        ? Buffer.alloc(0)
        : ((await read(tilePath('entries', index, width))) ?? (await read(tilePath('entries', index))))
    if (!bytes) throw new Error('the ledger’s last entries are missing')
    return new LogFolder(folder, signer, trees, entriesOf(bytes).slice(0, width), size, head?.at ?? new Date(0))
  }

  /** Leaves in the tree; those of the last moments may not be on disk yet. */
  get size(): number {
    return this.trees.get('sha256')?.size ?? 0
  }

  /** Whether there are leaves that no checkpoint covers. */
  get isDirty(): boolean {
    return this.size > this.published
  }

  append(body: Buffer): void {
    for (const tree of this.trees.values()) tree.append(tree.hash.leaf(body))
    this.bundle.push(body)
    if (this.bundle.length < tileWidth) return
    this.full.push({ path: tilePath('entries', this.size / tileWidth - 1), content: bundleOf(this.bundle) })
    this.bundle = []
  }

  private takeFiles(): TileFile[] {
    const files = this.full
    this.full = []
    if (this.bundle.length > 0) {
      const index = Math.floor(this.size / tileWidth)
      files.push({ path: tilePath('entries', index, this.bundle.length), content: bundleOf(this.bundle) })
    }
    for (const [algorithm, tree] of this.trees) {
      const prefix = algorithm === 'sm3' ? sm3Prefix : ''
      files.push(...tree.takeTiles().map((file) => ({ ...file, path: prefix + file.path })))
    }
    return files
  }

  /** Writes the tiles of the leaves so far, then their checkpoint; leaves that arrive meanwhile are the next one's. */
  async publish(at: Date): Promise<Checkpoint | null> {
    const sha256 = this.trees.get('sha256')
    if (!sha256 || !this.isDirty) return null
    if (at > this.signedAt) this.signedAt = at
    const roots = { root: sha256.root(), sm3: this.trees.get('sm3')?.root() ?? null }
    const head: Checkpoint = { origin: this.signer.name, size: this.size, ...roots, at: this.signedAt }
    const files = this.takeFiles()
    try {
      for (const { path: name, content } of files) await writeDurably(path.join(this.folder, name), content)
      const note = signNote(checkpointText(head), this.signer)
      const history = path.join(this.folder, 'checkpoints.jsonl')
      await mendLines(history)
      await appendFile(history, `${JSON.stringify(note)}\n`, { flush: true })
      await writeDurably(path.join(this.folder, 'checkpoint'), note)
    } catch (error) {
      this.full.unshift(...files) // the disk was full: they are written with the next
      throw error
    }
    this.published = head.size
    await this.dropPartials(files)
    return head
  }

  /** Partial forms of tiles that are full by now. */
  private async dropPartials(files: readonly TileFile[]): Promise<void> {
    for (const { path: name } of files) {
      if (!name.includes('.p/')) await rm(path.join(this.folder, `${name}.p`), { recursive: true, force: true })
    }
  }
}
