import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { TreeHash } from './hashes'
import type { SubtreeReader } from './proofs'
import { hashesAt, tilePath, tileWidth } from './tile-path'

/** A file's bytes, or null where there is none. */
export async function readIfThere(file: string): Promise<Buffer | null> {
  try {
    return await readFile(/* turbopackIgnore: true */ file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Reads complete subtrees out of the tiles of a tree of `size` leaves. Every tile is read once. */
export function subtreesOf(folder: string, hash: TreeHash, size: number): SubtreeReader {
  const tiles = new Map<string, Promise<Buffer>>()
  const load = async (level: number, index: number): Promise<Buffer> => {
    const width = Math.min(tileWidth, hashesAt(level, size) - index * tileWidth)
    const partial =
      width < tileWidth ? await readIfThere(path.join(/* turbopackIgnore: true */ folder, tilePath(level, index, width))) : null
    const tile = partial ?? (await readIfThere(path.join(/* turbopackIgnore: true */ folder, tilePath(level, index))))
    if (!tile || tile.length < width * 32)
      throw new Error(`the ledger's tile ${tilePath(level, index, width)} is missing or short`)
    return tile
  }
  const tile = (level: number, index: number) => {
    const key = `${level}/${index}`
    const found = tiles.get(key) ?? load(level, index)
    tiles.set(key, found)
    return found
  }
  const read: SubtreeReader = async (height, index) => {
    const level = Math.floor(height / 8)
    const width = 2 ** (height - level * 8)
    const first = index * width
    const bytes = await tile(level, Math.floor(first / tileWidth))
    let row = Array.from({ length: width }, (_, at) => {
      const from = ((first % tileWidth) + at) * 32
      return bytes.subarray(from, from + 32)
    })
    while (row.length > 1)
      row = Array.from({ length: row.length / 2 }, (_, at) => hash.node(row[2 * at] as Buffer, row[2 * at + 1] as Buffer))
    return row[0] as Buffer
  }
  return read
}

/** The entries of a bundle (C2SP tlog-tiles): each behind its length, two bytes, big-endian. @throws where it is cut short */
export function entriesOf(bundle: Buffer): Buffer[] {
  const entries: Buffer[] = []
  for (let at = 0; at < bundle.length; ) {
    const length = bundle.readUInt16BE(at)
    if (at + 2 + length > bundle.length) throw new Error('an entry bundle is cut short')
    entries.push(bundle.subarray(at + 2, at + 2 + length))
    at += 2 + length
  }
  return entries
}

/** One bundle of entries. */
export function bundleOf(entries: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(entry.length)
      return [length, entry]
    }),
  )
}
