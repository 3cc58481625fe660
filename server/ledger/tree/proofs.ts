import type { TreeHash } from './hashes'

/** A complete subtree's hash by its height and its place among the subtrees of that height. */
export type SubtreeReader = (height: number, index: number) => Promise<Buffer>

/** The largest power of two below `size`; by doubling, since logarithms round. */
function largestPowerBelow(size: number): number {
  let power = 1
  while (power * 2 < size) power *= 2
  return power
}

const isPowerOfTwo = (size: number) => size === 1 || largestPowerBelow(size) * 2 === size

/** MTH(D[from:to]) from complete subtrees; `from` is a multiple of the largest power of two that fits. */
async function subtree(hash: TreeHash, read: SubtreeReader, from: number, to: number): Promise<Buffer> {
  const size = to - from
  if (isPowerOfTwo(size)) return read(Math.round(Math.log2(size)), from / size)
  const split = from + largestPowerBelow(size)
  return hash.node(await subtree(hash, read, from, split), await subtree(hash, read, split, to))
}

/** The root of the first `size` leaves. @throws RangeError for size 0 */
export function rootAt(hash: TreeHash, read: SubtreeReader, size: number): Promise<Buffer> {
  if (!Number.isSafeInteger(size) || size < 1) throw new RangeError(`no tree of ${size} leaves`)
  return subtree(hash, read, 0, size)
}

/** The audit path of a leaf, from its sibling up (RFC 6962, 2.1.1). */
export async function inclusionProof(hash: TreeHash, read: SubtreeReader, index: number, size: number): Promise<Buffer[]> {
  if (!(index >= 0 && index < size)) throw new RangeError(`no leaf ${index} in a tree of ${size}`)
  const path: Buffer[] = []
  let [from, to] = [0, size]
  while (to - from > 1) {
    const split = from + largestPowerBelow(to - from)
    if (index < split) path.unshift(await subtree(hash, read, split, to))
    else path.unshift(await subtree(hash, read, from, split))
    if (index < split) to = split
    else from = split
  }
  return path
}

/** That the tree of `newer` leaves begins with the tree of `older` leaves (RFC 6962, 2.1.2). */
export async function consistencyProof(hash: TreeHash, read: SubtreeReader, older: number, newer: number): Promise<Buffer[]> {
  if (!(older >= 1 && older <= newer)) throw new RangeError(`no proof from ${older} to ${newer}`)
  const path: Buffer[] = []
  let [from, to, whole] = [0, newer, true]
  while (to > older) {
    const split = from + largestPowerBelow(to - from)
    if (older <= split) {
      path.unshift(await subtree(hash, read, split, to))
      to = split
    } else {
      path.unshift(await subtree(hash, read, from, split))
      from = split
      whole = false
    }
  }
  if (!whole) path.unshift(await subtree(hash, read, from, to))
  return path
}

/** The root that an audit path leads to from a leaf's hash (RFC 9162, 2.1.3.2); null when the path does not fit the tree. */
export function rootFromInclusion(
  hash: TreeHash,
  leaf: Buffer,
  index: number,
  size: number,
  path: readonly Buffer[],
): Buffer | null {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return null
  let [at, last, root] = [index, size - 1, leaf]
  for (const sibling of path) {
    if (last === 0 || sibling.length !== 32) return null
    if (at % 2 === 1 || at === last) {
      root = hash.node(sibling, root)
      while (at % 2 === 0 && at !== 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
    } else root = hash.node(root, sibling)
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 ? root : null
}

type Head = { size: number; root: Buffer }

/** Whether `newer` begins with `older`, by the proof (RFC 9162, 2.1.4.2). A tree of size 0 proves nothing and is refused (F15). */
export function isConsistent(hash: TreeHash, older: Head, newer: Head, proof: readonly Buffer[]): boolean {
  if (!Number.isSafeInteger(older.size) || !Number.isSafeInteger(newer.size) || older.size < 1 || older.size > newer.size)
    return false
  if (proof.some(({ length }) => length !== 32) || older.root.length !== 32 || newer.root.length !== 32) return false
  if (older.size === newer.size) return proof.length === 0 && older.root.equals(newer.root)
  const path = isPowerOfTwo(older.size) ? [older.root, ...proof] : [...proof]
  const first = path.shift()
  if (!first) return false
  let [at, last] = [older.size - 1, newer.size - 1]
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  let [oldRoot, newRoot] = [first, first]
  for (const sibling of path) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      oldRoot = hash.node(sibling, oldRoot)
      newRoot = hash.node(sibling, newRoot)
      while (at % 2 === 0 && at !== 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
    } else newRoot = hash.node(newRoot, sibling)
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && oldRoot.equals(older.root) && newRoot.equals(newer.root)
}
