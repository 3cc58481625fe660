import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { verifyExport } from '../verify/verify.mjs'

const source = readFileSync('server/ledger/verify/verify.mjs', 'utf8')

/**
 * The defences of the verifier, each with the edit of its text that takes it away: the check itself is gone, so that whatever it
 * alone would see is not computed any more. The verifier has no switch for tests, which an attacker could find as well.
 */
export const defences = {
  /** Ed25519 over heads, by the log and by the witness: any signature is as good as any other. */
  signatures: [
    'return node.verify(null, message, node.createPublicKey',
    'return true || node.verify(null, message, node.createPublicKey',
  ],
  /** The witness has to have signed the newest head. */
  witness: ['checkpoint: [log, witness],', 'checkpoint: [log],'],
  /** Log and witness are those known from elsewhere. */
  keys: ['if (keys && !known.includes(line))', 'if (false)'],
  /** A kept head is signed by the log that signs today. */
  continuity: ['remembered: [log] }', 'remembered: [] }'],
  /** The newest head bears the root of the entries: inclusion of each of them. */
  inclusion: ['else if (!same(one.root', "else if (source === 'checkpoint') {} else if (!same(one.root"],
  /** Every earlier head bears the root that the entries had then. */
  consistency: ['else if (!same(one.root, await', "else if (source !== 'checkpoint') {} else if (!same(one.root, await"],
  /** No head speaks of more leaves than there are. */
  length: ["find('rolled-back',", "void ('rolled-back',"],
  /** The second tree, over SM3. */
  sm3: ["node?.getHashes().includes('sm3')", 'null'],
  /** Every tile is that of the tree. */
  tiles: ['if (!same(tile, right))', 'if (false)'],
  /** The history of heads is there. */
  history: ['if (history.length === 0)', 'if (false)'],
  /** Heads grow and get younger. */
  order: ['if (one.size < last.size || at < last.at || at < one.at - slack)', 'if (false)'],
  /** Leaves are as old as the heads about them. */
  dates: ['if (late >= 0)', 'if (false)'],
  /** Leaves are canonical: no two texts say the same. */
  canonical: ["find('leaf-not-canonical',", "void ('leaf-not-canonical',"],
  /** A record has one leaf. */
  once: ["if (waiting.has(record)) find('leaf-duplicated',", "if (false) void ('leaf-duplicated',"],
  /** Completeness, one way: every record of the business has a leaf. */
  recordToLeaf: ["else if (found < 0) find('record-without-leaf', record.id)", 'else if (found < 0) continue'],
  /** Completeness, the other way: every leaf has its record. */
  leafToRecord: ['if (!destroyed.has(leaves[index].key))', 'if (false)'],
  /** Leaf and record say the same. */
  content: ['if ((await leafOf(record, keyOfOwner.get(owner).keyId, salt, actor, at)) !== text)', 'if (false)'],
  /** An entry of a read comes with its access record. */
  reads: ['if (!reads.has(readOf(record, record.detail[0])))', 'if (false)'],
  /** A key that is gone was destroyed on record. */
  erasures: ['if (key ? !destroyed.has(key) : destroyed.size === 0)', 'if (false)'],
} as const satisfies Record<string, readonly [string, string]>

export type Defence = keyof typeof defences
export const allDefences = Object.keys(defences) as Defence[]

const made = new Map<string, typeof verifyExport>()

/** The verifier with these defences cut out of it, written into a folder and loaded from there. */
export async function verifierWithout(gone: readonly Defence[], folder: string): Promise<typeof verifyExport> {
  const name = `verify-without-${[...gone].sort().join('-')}.mjs`
  const existing = made.get(name)
  if (existing) return existing
  let text = source
  for (const defence of gone) {
    const [check, nothing] = defences[defence]
    if (text.split(check).length !== 2) throw new Error(`${defence} is not where it was in verify.mjs`)
    text = text.replace(check, () => nothing)
  }
  writeFileSync(path.join(folder, name), text)
  const { verifyExport: without }: { verifyExport: typeof verifyExport } = await import(
    pathToFileURL(path.join(folder, name)).href
  )
  made.set(name, without)
  return without
}
