import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { verifyExport } from '../verify/verify.mjs'

/** The verifier's parts, by their files. */
const sources = new Map(
  ['verify.mjs', 'records.mjs', 'grants.mjs'].map(
    (name) => [name, readFileSync(`server/ledger/verify/${name}`, 'utf8')] as const,
  ),
)

/**
 * The defences of the verifier, each with the edit of the text of one of its parts that takes it away: the check itself is gone, so that whatever it
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
  keys: ['if (keys && one && !known.includes(one.line))', 'if (false)'],
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
  leafToRecord: ["if (!destroyed.has(key)) find('leaf-without-record',", "if (!destroyed.has(key)) void ('leaf-without-record',"],
  /** Leaf and record say the same. */
  content: ['if ((await leafOf(record, keyOfOwner.get(owner).keyId, seal, actor, at)) !== text)', 'if (false)'],
  /** An entry of a read comes with its access record. */
  reads: ['if (!reads.has(readOf(record, record.detail[0])))', 'if (false)'],
  /** A key that is gone was destroyed on record. */
  erasures: ['if (key ? !destroyed.has(key) : destroyed.size === 0)', 'if (false)'],
  /** An erasure takes keys and words, and no record. */
  erasedRecords: ['if (count > 0)', 'if (false)'],
  /** ... and nobody adds one to what was erased. */
  erasedOthers: ['if (count < 0)', 'if (false)'],
  /** What is blank was deleted on record. */
  deletions: ["else find('erased-without-entry',", "else void ('erased-without-entry',"],
  /** The terms of a grant are those that the platform signed. */
  signedTerms: ['!(await isSigned(one, tools))', 'false'],
  /** A use names a consent that was granted before it. */
  granted: ["if (!states.includes('granted')) return 'use-without-grant'", ''],
  /** ... and names one at all. */
  named: ["if (!consent.terms) return 'use-without-grant'", 'if (!consent.terms) return null'],
  /** Nothing is used after the end of its grant, or during a pause. */
  ended: ["if (!isOpen) return 'use-after-end'", ''],
  /** A consent goes on because the platform signed that, of these terms and by this person ... */
  resumed: [
    "await statement(JSON.parse(record.detail[1]).resumption, 'consent-resumption+jwt', tools)",
    "json(JSON.parse(record.detail[1]).resumption.split('.')[1])",
  ],
  resumedTerms: [
    'if (one.consentId !== record.detail[0] || one.person !== record.actorId || one.terms !== terms?.signed)',
    'if (false)',
  ],
  /** ... at this time, ... */
  resumedThen: ['if (Math.abs(Date.parse(one.createTimestamp) - at) > longest)', 'if (false)'],
  /** ... and once. */
  resumedOnce: ['return served.size < served.add(one.resumptionId).size', 'return true'],
  /** Nothing is in force that the acts ended or paused. */
  state: ['if (consent.record?.inForce && !isOpen)', 'if (false)'],
  /** ... no sign-off either. */
  signOffState: ['one.record.inForce && !signed.includes(one)', 'false'],
  /** Nothing is asked of more months than the look-back that was granted. */
  lookBack: ['if (use.from && !(monthsBefore', 'if (false && !(monthsBefore'],
  /** Nothing is used before the first day or after the last. */
  period: ['if (use.at < terms.startsAt || use.at >= terms.expiresAt + use.slack)', 'if (false)'],
  /** Whoever looks is who it was granted to, for the application that it was granted for. */
  recipient: ['if (use.reader && (use.reader.institutionId', 'if (false && (use.reader.institutionId'],
  /** What is used is of a class that was granted. */
  classes: ['if (use.classes.some((one) => !terms.dataClasses.includes(one)))', 'if (false)'],
  /** What is a person's was signed off by the person. */
  signOffs: ["return use.classes.every(isTheirs) ? null : 'use-without-sign-off'", 'return null'],
} as const satisfies Record<string, readonly [string, string]>

export type Defence = keyof typeof defences
export const allDefences = Object.keys(defences) as Defence[]

const made = new Map<string, typeof verifyExport>()

/** The verifier with these defences cut out of it, written into a folder of their own and loaded from there. */
export async function verifierWithout(gone: readonly Defence[], folder: string): Promise<typeof verifyExport> {
  const name = `without-${made.size}`
  const key = [...gone].sort().join(' ')
  const existing = made.get(key)
  if (existing) return existing
  const texts = new Map(sources)
  for (const defence of gone) {
    const [check, nothing] = defences[defence]
    const within = [...texts].filter(([, text]) => text.includes(check))
    const [file, text] = within[0] ?? []
    if (!file || !text || within.length > 1 || text.split(check).length !== 2) throw new Error(`${defence} is not where it was`)
    texts.set(
      file,
      text.replace(check, () => nothing),
    )
  }
  mkdirSync(path.join(folder, name))
  for (const [file, text] of texts) writeFileSync(path.join(folder, name, file), text)
  const { verifyExport: without }: { verifyExport: typeof verifyExport } = await import(
    pathToFileURL(path.join(folder, name, 'verify.mjs')).href
  )
  made.set(key, without)
  return without
}
