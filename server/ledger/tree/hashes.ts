import { createHash, getHashes } from 'node:crypto'

/** RFC 6962, 2.1: a leaf and an inner node never hash alike, whatever the leaf says. */
export type TreeHash = {
  leaf: (body: Uint8Array) => Buffer
  node: (left: Uint8Array, right: Uint8Array) => Buffer
}

const leafPrefix = Uint8Array.of(0)
const nodePrefix = Uint8Array.of(1)

export type TreeAlgorithm = 'sha256' | 'sm3'

/** The hashes of a tree by RFC 6962, over SHA-256 or over SM3 (GB/T 32905-2016). */
export const treeHash = (algorithm: TreeAlgorithm): TreeHash => ({
  leaf: (body) => createHash(algorithm).update(leafPrefix).update(body).digest(),
  node: (left, right) => createHash(algorithm).update(nodePrefix).update(left).update(right).digest(),
})

/** Whether this Node's OpenSSL knows SM3; where it doesn't there is no second root, and the checkpoint says so by its absence. */
export const hasSm3 = getHashes().includes('sm3')

/** The root of the tree without leaves: the hash of nothing. */
export const emptyRoot = (algorithm: TreeAlgorithm) => createHash(algorithm).digest()
