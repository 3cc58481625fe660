import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomRuns } from '@/tests/random-runs'
import { GrowingTree } from './growing-tree'
import { hasSm3, treeHash } from './hashes'
import { consistencyProof, inclusionProof, isConsistent, rootAt, rootFromInclusion, type SubtreeReader } from './proofs'
import { hashesAt, tilePath, tileWidth } from './tile-path'

const hash = treeHash('sha256')
const leafOf = (index: number) => hash.leaf(Buffer.from(`leaf ${index}`))

/** MTH as RFC 6962 writes it down, and nothing clever. */
function plainRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 1) return leaves[0] as Buffer
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return hash.node(plainRoot(leaves.slice(0, split)), plainRoot(leaves.slice(split)))
}

const leaves = Array.from({ length: 1100 }, (_, index) => leafOf(index))
const read: SubtreeReader = async (height, index) => plainRoot(leaves.slice(index * 2 ** height, (index + 1) * 2 ** height))

describe('the tree', () => {
  it('has the roots of RFC 6962 (the vectors of its reference implementation)', () => {
    // Inputs and roots of the Certificate Transparency reference tests, computed there.
    const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
    const tree = new GrowingTree(hash)
    const roots = inputs.map((input) => {
      tree.append(hash.leaf(Buffer.from(input, 'hex')))
      return tree.root().toString('hex')
    })
    expect(roots).toEqual([
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ])
  })

  it('grows to the same root as the plain definition, and comes back from its tiles at any size', async () => {
    const tree = new GrowingTree(hash)
    const disk = new Map<string, Buffer>()
    for (const [index, leaf] of leaves.entries()) {
      tree.append(leaf)
      if (index % 97 !== 0 && ![254, 255, 256, 511, 512].includes(index)) continue
      for (const { path, content } of tree.takeTiles()) disk.set(path, content)
      const back = await GrowingTree.restore(hash, index + 1, async (path) => disk.get(path) ?? null)
      expect(back.root()).toEqual(plainRoot(leaves.slice(0, index + 1)))
    }
    expect(disk.get(tilePath(0, 1))?.length).toBe(8192)
    await expect(GrowingTree.restore(hash, 700, async () => null)).rejects.toThrow('missing')
  })

  it('lies in tiles as C2SP tlog-tiles says', () => {
    expect(tilePath(0, 1_234_067)).toBe('tile/0/x001/x234/067')
    expect(tilePath('entries', 5, 17)).toBe('tile/entries/005.p/17')
    // Its example: 70,000 leaves are 273 full tiles and one of 112, one full and one of 17, and one of 1.
    expect([0, 1, 2].map((level) => [Math.floor(hashesAt(level, 70_000) / 256), hashesAt(level, 70_000) % tileWidth])).toEqual([
      [273, 112],
      [1, 17],
      [0, 1],
    ])
  })

  it.runIf(hasSm3)('is made over SM3 as well: GB/T 32905-2016, example 1', () => {
    expect(createHash('sm3').update('abc').digest('hex')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
    expect(treeHash('sm3').leaf(Buffer.from('a'))).not.toEqual(hash.leaf(Buffer.from('a')))
  })

  it('has no root without leaves', () => {
    expect(() => new GrowingTree(hash).root()).toThrow(RangeError)
    expect(() => rootAt(hash, read, 0)).toThrow(RangeError)
  })
})

/** The mutators of security.md section 5: what a wrong inclusion proof looks like. */
type Inclusion = { leaf: Buffer; index: number; size: number; path: Buffer[]; root: Buffer }
const flipped = (bytes: Buffer, at: number) => Buffer.from(bytes.map((byte, place) => (place === at ? byte ^ 1 : byte)))
const random = createHash('sha256').update('random').digest()
const emptyRoot = createHash('sha256').digest()

function wrongInclusions({ leaf, index, size, path, root }: Inclusion): [string, Inclusion][] {
  const right = { leaf, index, size, path, root }
  const paths: [string, Buffer[]][] = [
    ['truncated', path.slice(0, -1)],
    ['preceding', [random, ...path]],
    ['trailing', [...path, random]],
    ['trailing root', [...path, root]],
    ['empty component', [...path, Buffer.alloc(0)]],
    ...path.flatMap((one, at): [string, Buffer[]][] => [
      [`removed ${at}`, path.filter((_, place) => place !== at)],
      [`doubled ${at}`, [...path.slice(0, at), one, ...path.slice(at)]],
      [`inserted ${at}`, [...path.slice(0, at), random, ...path.slice(at)]],
      ...[0, 16, 31].map((bit): [string, Buffer[]] => [
        `bit ${at}/${bit}`,
        path.map((each, place) => (place === at ? flipped(each, bit) : each)),
      ]),
    ]),
  ]
  return [
    ...[index - 1, index + 1, index ^ 2].map((at): [string, Inclusion] => [`index ${at}`, { ...right, index: at }]),
    ...[size * 2, Math.floor(size / 2), 0, 2 ** 53].map((count): [string, Inclusion] => [
      `size ${count}`,
      { ...right, size: count },
    ]),
    ['empty root', { ...right, root: emptyRoot }],
    ['random root', { ...right, root: random }],
    ['root bit', { ...right, root: flipped(root, 5) }],
    ['wrong leaf', { ...right, leaf: leafOf(9999) }],
    ['node as leaf', { ...right, leaf: hash.node(leafOf(0), leafOf(1)) }],
    ['leaf bit', { ...right, leaf: flipped(leaf, 31) }],
    ...paths
      .filter(([, wrong]) => wrong.length !== path.length || wrong.some((one, at) => one !== path[at])) // not: nothing truncated
      .map(([name, wrong]): [string, Inclusion] => [`path ${name}`, { ...right, path: wrong }]),
  ]
}

const holds = ({ leaf, index, size, path, root }: Inclusion) =>
  rootFromInclusion(hash, leaf, index, size, path)?.equals(root) ?? false

/** Indices and sizes that prove the same by the same path: a change of number that is none of the proof. */
const samePlace = (a: Inclusion, b: Inclusion) => a.size !== b.size && a.index === b.index && holds(b)

describe('an inclusion proof', () => {
  const sizes = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 64, 100, 255, 256, 257, 513, 1100]

  it('leads every leaf to the root, and nothing else does: every mutator, every size', async () => {
    let tried = 0
    for (const size of sizes) {
      const root = plainRoot(leaves.slice(0, size))
      for (const index of [...new Set([0, 1, Math.floor(size / 2), size - 2, size - 1])].filter((at) => at >= 0 && at < size)) {
        const proof = { leaf: leaves[index] as Buffer, index, size, path: await inclusionProof(hash, read, index, size), root }
        expect(holds(proof)).toBe(true)
        for (const [name, wrong] of wrongInclusions(proof)) {
          tried++
          // A path fixes the shape of the tree, not always its size: 5 and 6 leaves put leaf 0 below the same path length.
          if (holds(wrong)) expect([name, samePlace(proof, wrong)]).toEqual([name, true])
        }
      }
    }
    expect(tried).toBeGreaterThan(2000)
  })
})

describe('a consistency proof', () => {
  it('holds between any two sizes, and not when anything of it is changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 150 }), fc.integer({ min: 0, max: 120 }), async (olderSize, more) => {
        const older = { size: olderSize, root: plainRoot(leaves.slice(0, olderSize)) }
        const newer = { size: olderSize + more, root: plainRoot(leaves.slice(0, olderSize + more)) }
        const proof = await consistencyProof(hash, read, older.size, newer.size)
        expect(isConsistent(hash, older, newer, proof)).toBe(true)
        const wrong: [string, boolean][] = [
          ['size 0', isConsistent(hash, { ...older, size: 0 }, newer, proof)],
          ['empty trees', isConsistent(hash, { size: 0, root: emptyRoot }, { size: 0, root: emptyRoot }, [])],
          ['empty older', isConsistent(hash, { size: 0, root: emptyRoot }, newer, [])],
          ['older root', isConsistent(hash, { ...older, root: random }, newer, proof)],
          ['newer root', isConsistent(hash, older, { ...newer, root: random }, proof)],
          ['trailing', isConsistent(hash, older, newer, [...proof, random])],
          ['preceding', isConsistent(hash, older, newer, [random, ...proof])],
          ['size 2^53', isConsistent(hash, older, { ...newer, size: 2 ** 53 }, proof)],
          ...proof.flatMap((one, at): [string, boolean][] => [
            [
              `removed ${at}`,
              isConsistent(
                hash,
                older,
                newer,
                proof.filter((_, place) => place !== at),
              ),
            ],
            [
              `bit ${at}`,
              isConsistent(
                hash,
                older,
                newer,
                proof.map((each, place) => (place === at ? flipped(one, 7) : each)),
              ),
            ],
            [`inserted ${at}`, isConsistent(hash, older, newer, [...proof.slice(0, at), random, ...proof.slice(at)])],
          ]),
        ]
        if (more > 0) {
          wrong.push(['swapped', isConsistent(hash, newer, older, proof)])
          wrong.push(['roots swapped', isConsistent(hash, { ...older, root: newer.root }, { ...newer, root: older.root }, proof)])
        }
        expect(wrong.filter(([, held]) => held)).toEqual([])
      }),
      randomRuns('consistency proofs', 2_000),
    )
  })

  it('would let a shortened log through if size 0 were taken for consistent (control)', () => {
    const lenient = (older: { size: number; root: Buffer }) =>
      older.size === 0 || isConsistent(hash, older, { size: 5, root: random }, [])
    expect(lenient({ size: 0, root: emptyRoot })).toBe(true)
    expect(isConsistent(hash, { size: 0, root: emptyRoot }, { size: 5, root: random }, [])).toBe(false)
  })
})
