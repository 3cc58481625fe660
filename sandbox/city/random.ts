/**
 * Small seeded randomness (sfc32 filled by a splitmix-like mixer). A source is keyed by (seed, enterprise, stream), so any
 * enterprise, any stream and any month can be drawn alone, in any order, always with the same result.
 * A class, because a million enterprises make a hundred million of them: closures would cost more than the arithmetic.
 */
export class Random {
  private a: number
  private b: number
  private c: number
  private d = 1

  constructor(seed: number) {
    this.a = seed
    this.b = mix(seed + 0x9e3779b9)
    this.c = mix(this.b + 0x9e3779b9)
    for (let i = 0; i < 8; i++) this.next()
  }

  /** Uniform in [0, 1). */
  next(): number {
    const t = (this.a + this.b + this.d) | 0
    this.d = (this.d + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = (((this.c << 21) | (this.c >>> 11)) + t) | 0
    return (t >>> 0) / 4_294_967_296
  }

  /** Whole number, both ends included. */
  int(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1))
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  /** Standard normal (Box and Muller). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next())
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.next() * items.length)]
    if (item === undefined) throw new RangeError('nothing to pick from')
    return item
  }

  /** An item with probability in proportion to its weight. */
  weighted<Item>(items: readonly Item[], weightOf: (item: Item) => number): Item {
    let total = 0
    for (const item of items) total += weightOf(item)
    let left = this.next() * total
    for (const item of items) if ((left -= weightOf(item)) < 0) return item
    return this.pick(items)
  }
}

function mix(value: number): number {
  let x = value | 0
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad)
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97)
  return x ^ (x >>> 15)
}

const hashed = new Map<string, number>()

/** Stream names are few and come again and again. */
function hashText(text: string): number {
  const known = hashed.get(text)
  if (known !== undefined) return known
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hashed.set(text, mix(hash))
  return mix(hash)
}

/** A whole number 0 … 2^32−1 that depends on every key. */
export function hash(seed: number, index: number, stream: string, step = 0): number {
  return mix(mix(mix(mix(seed) ^ index) + hashText(stream)) ^ Math.imul(step, 0x9e3779b1)) >>> 0
}

export const createRandom = (seed: number, index: number, stream: string, step = 0): Random =>
  new Random(hash(seed, index, stream, step))

const rounds = 4

/**
 * A keyed bijection of 0 … side²−1 (an additive Feistel network on two halves of 0 … side−1) and its inverse: numbers that
 * look random but never collide and can be read back.
 */
export function createPermutation(seed: number, side: number, name: string) {
  const scramble = (half: number, round: number) => hash(seed, half, name, round) % side
  return {
    size: side * side,
    forward(value: number): number {
      let left = Math.floor(value / side)
      let right = value % side
      for (let round = 0; round < rounds; round++) [left, right] = [right, (left + scramble(right, round)) % side]
      return left * side + right
    },
    backward(value: number): number {
      let left = Math.floor(value / side)
      let right = value % side
      for (let round = rounds - 1; round >= 0; round--) [left, right] = [(right - scramble(left, round) + side) % side, left]
      return left * side + right
    },
  }
}
