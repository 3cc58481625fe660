import type { TreeHash } from './hashes'
import { hashesAt, tilePath, tileWidth } from './tile-path'

export type TileFile = { path: string; content: Buffer }

/** Complete subtrees of a run of equal siblings, folded from the right onto what stands right of them. */
function fold(hash: TreeHash, siblings: readonly Buffer[], right: Buffer | null): Buffer | null {
  let root = right
  let end = siblings.length
  for (let width = 1; end > 0; width *= 2) {
    if ((siblings.length & width) === 0) continue
    let row = siblings.slice(end - width, end)
    while (row.length > 1)
      row = Array.from({ length: row.length / 2 }, (_, at) => hash.node(at0(row, 2 * at), at0(row, 2 * at + 1)))
    root = root ? hash.node(at0(row, 0), root) : at0(row, 0)
    end -= width
  }
  return root
}

function at0(row: readonly Buffer[], at: number): Buffer {
  const found = row[at]
  if (!found) throw new RangeError(`no hash ${at} of ${row.length}`)
  return found
}

/**
 * A Merkle tree (RFC 6962) that only grows. It holds the last, partial tile of every level in memory; everything left of them is
 * on disk and never read again. `takeTiles` hands over what has changed since it was last called.
 */
export class GrowingTree {
  private edges: Buffer[][] = []
  private full: TileFile[] = []
  private partialTaken: number[] = []

  constructor(
    readonly hash: TreeHash,
    private count = 0,
  ) {}

  get size(): number {
    return this.count
  }

  /** The tree of `size` leaves as it lies on disk; `read` gives a file's bytes, or null. @throws where a tile is missing */
  static async restore(hash: TreeHash, size: number, read: (path: string) => Promise<Buffer | null>): Promise<GrowingTree> {
    const tree = new GrowingTree(hash, size)
    for (let level = 0; hashesAt(level, size) > 0; level++) {
      const index = Math.floor(hashesAt(level, size) / tileWidth)
      const width = hashesAt(level, size) % tileWidth
      // Once a tile is full its partial forms may go; its head is the same.
      const tile =
        width === 0 ? Buffer.alloc(0) : ((await read(tilePath(level, index, width))) ?? (await read(tilePath(level, index))))
      if (!tile || tile.length < width * 32)
        throw new Error(`the ledger's tile ${tilePath(level, index, width)} is missing or short`)
      tree.edges[level] = Array.from({ length: width }, (_, at) => Buffer.from(tile.subarray(at * 32, at * 32 + 32)))
      tree.partialTaken[level] = width
    }
    return tree
  }

  append(leafHash: Buffer): void {
    this.count++
    this.push(0, leafHash)
  }

  private push(level: number, hash: Buffer): void {
    const edge = (this.edges[level] ??= [])
    edge.push(hash)
    if (edge.length < tileWidth) return
    this.full.push({ path: tilePath(level, hashesAt(level, this.count) / tileWidth - 1), content: Buffer.concat(edge) })
    this.edges[level] = []
    this.partialTaken[level] = 0
    const root = fold(this.hash, edge, null)
    if (root) this.push(level + 1, root)
  }

  /** @throws RangeError for the empty tree, which no checkpoint may name (F15) */
  root(): Buffer {
    let root: Buffer | null = null
    for (const edge of this.edges) root = fold(this.hash, edge, root)
    if (!root) throw new RangeError('a tree without leaves')
    return root
  }

  takeTiles(): TileFile[] {
    const files = this.full
    this.full = []
    this.edges.forEach((edge, level) => {
      if (edge.length === 0 || edge.length === this.partialTaken[level]) return
      this.partialTaken[level] = edge.length
      const index = Math.floor(hashesAt(level, this.count) / tileWidth)
      files.push({ path: tilePath(level, index, edge.length), content: Buffer.concat(edge) })
    })
    return files
  }
}
