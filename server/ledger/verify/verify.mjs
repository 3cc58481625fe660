// Checks an export of the ledger, or the proof of one read, without trust in whoever made it. Needs Node or a browser, no network.
//   node verify.mjs DIR [--remembered CHECKPOINT] [--keys KEYS]     an export (npm run ledger:export -- DIR)
//   node verify.mjs FILE.tlog-proof --keys KEYS                     one read, as an enterprise downloads it
// KEYS holds the keys of log, witness and platform, one a line, got by another way than the files; CHECKPOINT any checkpoint kept from
// an earlier day. Formats: RFC 6962 (tree), C2SP tlog-tiles, tlog-checkpoint, tlog-cosignature, tlog-proof, RFC 8785 (leaves).
import { checkGrants } from './grants.mjs' // what was taken against what was granted
import { checkRecords, leafOf } from './records.mjs' // every business record against its leaf

const node = globalThis.process?.versions?.node ? await import('node:crypto') : null
const subtle = globalThis.crypto?.subtle
const bytesOf = (letters) => new TextEncoder().encode(letters)
const decoder = new TextDecoder()
const textOf = (bytes) => decoder.decode(bytes ?? new Uint8Array())
const linesOf = (letters) => letters.split('\n').filter((line) => line.trim())
const hex = (bytes) =>
  node ? Buffer.from(bytes).toString('hex') : Array.from(bytes, (one) => (one + 256).toString(16).slice(1)).join('')
const unbase64 = (letters) => Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0))
const same = (a, b) => a?.length === b?.length && (node ? Buffer.compare(a, b) === 0 : a.every((byte, at) => byte === b[at]))
const inNode = (algorithm, parts) => node.hash(algorithm, Buffer.concat(parts), 'buffer')
const inBrowser = async (parts) => new Uint8Array(await subtle.digest('SHA-256', await new Blob(parts).arrayBuffer()))
const hashing = (algorithm) =>
  Object.assign(async (...parts) => (node ? inNode(algorithm, parts) : inBrowser(parts)), { algorithm })
const sha256 = hashing('sha256')
const sm3 = node?.getHashes().includes('sm3') ? hashing('sm3') : null // no browser has it
const [leafPrefix, nodePrefix] = [Uint8Array.of(0), Uint8Array.of(1)] // RFC 6962: a leaf never hashes like a node
async function hmac(key, message) {
  if (node) return node.createHmac('sha256', key).update(message).digest()
  const imported = await subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return new Uint8Array(await subtle.sign('HMAC', imported, message))
}
async function ed25519(raw, message, signature) {
  if (!node) return subtle.verify('Ed25519', await subtle.importKey('raw', raw, 'Ed25519', false, ['verify']), signature, message)
  const key = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]) // as RFC 8410 writes it
  return node.verify(null, message, node.createPublicKey({ key, format: 'der', type: 'spki' }), signature)
}
/** SHA-256(salt, label, value): who does not know the salt cannot tell it from noise. */
const sealed = async (salt, label, value) => hex(await sha256(salt, bytesOf(`${label}:${value}`)))
const hashOf = async (letters) => hex(await sha256(bytesOf(letters)))
const saltOf = (key, id) => hmac(unbase64(key), bytesOf(id))

// ── Signed notes ─────────────────────────────────────────────────────────────────────────────────
/** A key as text: name, first bytes of its hash, type (1: the log, 4: a witness) and the key itself. */
async function keyOf(line) {
  const [, name, id, blob] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(line.trim()) ?? []
  const bytes = unbase64(blob ?? '')
  const own = hex((await sha256(bytesOf(`${name}\n`), bytes)).subarray(0, 4))
  if (bytes.length !== 33 || own !== id) throw new Error('not a key')
  return { line: line.trim(), name, id, type: bytes[0], raw: bytes.subarray(1) }
}
const keysOf = (letters) => Promise.all(linesOf(letters).map(keyOf))
const bodyOf = (note) => note.slice(0, note.indexOf('\n\n') + 1)

/** Undefined: not signed by this key. Null: wrongly. Else the time (milliseconds) at which a witness signed, or 0. */
async function signed(note, key) {
  const body = bodyOf(note)
  for (const line of note.slice(body.length + 1).split('\n')) {
    const [, name, blob] = /^— (\S+) (\S+)$/.exec(line) ?? []
    const bytes = unbase64(blob ?? '')
    if (name !== key.name || hex(bytes.subarray(0, 4)) !== key.id) continue
    if (key.type === 1) return (await ed25519(key.raw, bytesOf(body), bytes.subarray(4))) ? 0 : null
    const seconds = Number(new DataView(bytes.buffer).getBigUint64(4))
    const message = bytesOf(`cosignature/v1\ntime ${seconds}\n${body}`)
    return (await ed25519(key.raw, message, bytes.subarray(12))) ? seconds * 1000 : null
  }
}
function headOf(note) {
  const [origin, size, root, ...more] = bodyOf(note).split('\n')
  const value = (name) => more.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1)
  if (!/^[1-9]\d{0,14}$/.test(size)) throw new Error('not a checkpoint') // a tree of no leaves is consistent with everything
  return { origin, size: Number(size), root: unbase64(root), sm3: unbase64(value('sm3') ?? ''), at: Date.parse(value('time')) }
}

// ── The tree ─────────────────────────────────────────────────────────────────────────────────────
/** The hashes of all complete subtrees, 32 bytes each, by height: what every root and every tile is made of. */
async function treeOf(leaves, digest) {
  const [rows, scratch] = [[], new Uint8Array(65_537)] // no entry is longer; a new Buffer for each hash takes four times as long
  for (let count = leaves.length; count > 0; count = Math.floor(count / 2)) {
    const [row, below] = [node ? Buffer.alloc(count * 32) : new Uint8Array(count * 32), rows.at(-1)]
    for (let at = 0; at < count; at++) {
      const content = below ? below.subarray(at * 64, at * 64 + 64) : leaves[at]
      scratch.set(below ? nodePrefix : leafPrefix)
      scratch.set(content, 1)
      const prefixed = scratch.subarray(0, content.length + 1)
      if (node) row.write(node.hash(digest.algorithm, prefixed, 'latin1'), at * 32, 'latin1')
      else row.set(await digest(prefixed), at * 32)
    }
    rows.push(row)
  }
  return rows
}

/** The root that the first `size` leaves had. */
async function rootAt(rows, size, digest) {
  let root = null
  for (let height = 0, rest = size; rest > 0; height++, rest = Math.floor(rest / 2)) {
    const left = rows[height].subarray(rest * 32 - 32, rest * 32)
    if (rest % 2 === 1) root = root ? await digest(nodePrefix, left, root) : left
  }
  return root
}

/** Every tile of a level: 256 hashes (or entries) a file, the last one shorter. Null for one that is missing. */
async function tilesOf(read, level, count) {
  const tiles = []
  for (let index = 0; index * 256 < count; index++) {
    const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0')
    const width = Math.min(256, count - index * 256)
    tiles.push(await read(`${level}/${digits.replace(/(\d{3})(?=\d)/g, 'x$1/')}${width < 256 ? `.p/${width}` : ''}`))
  }
  return tiles
}

async function entriesOf(read, size) {
  const entries = []
  for (const bundle of await tilesOf(read, 'tile/entries', size)) {
    for (let at = 0, end = 0; at + 2 <= (bundle?.length ?? 0); at = end) {
      end = at + 2 + bundle[at] * 256 + bundle[at + 1]
      entries.push(bundle.subarray(at + 2, end))
    }
  }
  return entries.slice(0, size)
}

/** The tiles against the tree that the entries make: if that one bears the signed root a tile was changed, else an entry. */
async function checkTiles(read, prefix, rows, size, rooted, find) {
  for (let level = 0; rows[level * 8]; level++) {
    for (const [index, tile] of (await tilesOf(read, `${prefix}tile/${level}`, Math.floor(size / 256 ** level))).entries()) {
      const right = rows[level * 8].subarray(index * 256 * 32, (index + 1) * 256 * 32)
      const wrong = !tile ? 'file-missing' : rooted ? 'tile-changed' : 'entry-changed'
      if (!same(tile, right)) find(wrong, `${prefix}tile/${level} ${index}`)
    }
  }
}

// ── An export ────────────────────────────────────────────────────────────────────────────────────
const slack = 600_000 // milliseconds: no transaction is longer, and no clocks of one installation further apart
/** `read` gives a file's bytes or null; `keys` and `remembered` are texts, or empty. */
export async function verifyExport(read, { keys = '', remembered = '' } = {}) {
  const findings = []
  const find = (code, detail) => findings.push({ code, detail })
  const file = async (name) => textOf(await read(name))
  const rows = async (name) => linesOf(await file(name)).map((line) => JSON.parse(line))
  const [log, witness] = [await keyOf(await file('log.vkey')), await keyOf(await file('witness.vkey'))]
  const platform = (await keysOf(await file('platform.vkey')))[0] // signs what is granted; without it no grant is
  const known = (await keysOf(keys)).map(({ line }) => line)
  const own = known.length === 2 ? [log, witness] : [log, witness, platform] // two: a list from before the platform's was in it
  for (const one of own) if (keys && one && !known.includes(one.line)) find('key-substituted', one.name)
  const newest = await file('checkpoint')
  const head = headOf(newest)
  const entries = await entriesOf(read, head.size)
  const tree = await treeOf(entries, sha256)
  // Every head that anybody ever signed, against the one tree: that is consistency.
  const history = await rows('checkpoints.jsonl')
  const seen = { checkpoint: [newest], 'checkpoints.jsonl': history, 'cosigned.jsonl': await rows('cosigned.jsonl') }
  const signers = { checkpoint: [log, witness], 'checkpoints.jsonl': [log], 'cosigned.jsonl': [witness], remembered: [log] }
  if (history.length === 0) find('file-missing', 'checkpoints.jsonl')
  for (const [source, notes] of Object.entries({ ...seen, remembered: remembered ? [remembered] : [] })) {
    let last = { size: 0, at: 0 }
    for (const [index, note] of notes.entries()) {
      const where = `${source} ${index + 1}`
      const one = headOf(note)
      let at = one.at
      for (const key of signers[source]) {
        const time = await signed(note, key)
        at = time > 0 ? time : typeof time === 'number' ? at : Number.NaN // what nobody signed says nothing about time
        const wrong = key === log ? 'checkpoint-signature' : time === null ? 'witness-signature' : 'witness-missing'
        if (typeof time !== 'number') find(source === 'remembered' ? 'key-substituted' : wrong, where)
      }
      if (one.size > entries.length) find('rolled-back', `${where}: ${one.size} leaves, here ${entries.length}`)
      else if (!same(one.root, await rootAt(tree, one.size, sha256)))
        find(source === 'checkpoint' ? 'root-mismatch' : 'fork', where)
      if (one.size < last.size || at < last.at || at < one.at - slack) find('time-backwards', where)
      last = { size: one.size, at: at > 0 ? at : last.at }
    }
  }
  for (const [prefix, [digest, root]] of Object.entries({ '': [sha256, head.root], 'sm3/': [sm3, head.sm3] })) {
    if (!digest || root.length === 0) continue
    const second = prefix ? await treeOf(entries, digest) : tree
    const rooted = same(root, await rootAt(second, Math.min(head.size, entries.length), digest))
    if (prefix && !rooted) find('sm3-root', 'checkpoint')
    await checkTiles(read, prefix, second, head.size, rooted, find)
  }
  const leaves = entries.map((entry, index) => {
    try {
      const text = textOf(entry)
      const leaf = JSON.parse(text)
      const isOrdered = Object.keys(leaf).every((name, at, names) => at === 0 || names[at - 1] < name)
      if (isOrdered && JSON.stringify(leaf) === text)
        return { record: leaf.record, key: leaf.key, act: leaf.act, at: Date.parse(leaf.at) }
    } catch {}
    find('leaf-not-canonical', `leaf ${index}`)
    return {}
  })
  // No leaf is older than the checkpoint before it (what came before the first has no such bound), nor younger than its own.
  const heads = history.map(headOf)
  for (const [index, { size: to, at }] of heads.entries()) {
    const before = heads[index - 1] ?? { size: 0, at: Number.NEGATIVE_INFINITY }
    const late = leaves.slice(before.size, to).findIndex((leaf) => !(leaf.at >= before.at - slack && leaf.at <= at + slack))
    if (late >= 0) find('time-backwards', `leaf ${before.size + late}`)
  }
  const records = await rows('records.jsonl')
  const pseudonymKeys = await rows('pseudonym-keys.jsonl')
  const opening = { sealed, saltOf, textAt: (index) => textOf(entries[index]) }
  const { erased, placed } = await checkRecords(leaves, records, pseudonymKeys, opening, find)
  await checkGrants(placed, heads[0]?.size ?? 0, { platform, ed25519, hashOf }, find)
  const facts = { size: head.size, at: new Date(head.at), records: records.length, erased, sm3: sm3 ? 'checked' : 'no SM3 here' }
  return { findings, facts: { ...facts, keys: [log, witness, platform].map((one) => one?.line) } }
}

// ── The proof of one read ────────────────────────────────────────────────────────────────────────
/** The root that an audit path leads to (RFC 9162, 2.1.3.2), or null. */
async function rootOf(leaf, index, size, path) {
  let [at, last, root] = [index, size - 1, await sha256(leafPrefix, leaf)]
  for (const sibling of path) {
    if (last === 0) return null
    const isRight = at % 2 === 1 || at === last
    root = await sha256(nodePrefix, ...(isRight ? [sibling, root] : [root, sibling]))
    while (isRight && at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)]
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 && index < size ? root : null
}

/** Checks a .tlog-proof file against known keys, and that the record in it is the one that the leaf sealed. */
export async function verifyProof(proof, keys) {
  const findings = []
  const [, extra, index, ...path] = linesOf(bodyOf(proof))
  const note = proof.slice(bodyOf(proof).length + 1)
  const { leaf, record, keyId, salt, actorSalt } = JSON.parse(textOf(unbase64(extra.replace('extra ', ''))))
  const head = headOf(note)
  const known = await keysOf(keys)
  for (const type of [1, 4]) {
    const times = await Promise.all(known.filter((key) => key.type === type).map((key) => signed(note, key)))
    if (times.some((time) => typeof time === 'number')) continue
    findings.push({ code: type === 1 ? 'checkpoint-signature' : 'witness-signature', detail: head.origin })
  }
  const root = await rootOf(bytesOf(leaf), Number(index.replace('index ', '')), head.size, path.map(unbase64))
  if (!same(root, head.root)) findings.push({ code: 'not-included', detail: index })
  const actor = actorSalt ? await sealed(unbase64(actorSalt), 'actor', record.actorId) : JSON.parse(leaf).actor
  const seal = (label, value) => sealed(unbase64(salt), label, value)
  if ((await leafOf(record, keyId, seal, actor)) !== leaf) findings.push({ code: 'record-edited', detail: record.id })
  return { findings, facts: { size: head.size, at: new Date(head.at), record } }
}

// ── Command line ─────────────────────────────────────────────────────────────────────────────────
if (node && process.argv[1]?.endsWith('verify.mjs')) {
  const { existsSync, readFileSync, statSync } = await import('node:fs')
  const [target, ...rest] = process.argv.slice(2)
  const given = (name) => (rest.includes(name) ? readFileSync(rest[rest.indexOf(name) + 1], 'utf8') : '')
  const options = { keys: given('--keys'), remembered: given('--remembered') }
  const read = async (name) => (existsSync(`${target}/${name}`) ? readFileSync(`${target}/${name}`) : null)
  const isExport = statSync(target).isDirectory()
  const check = isExport ? () => verifyExport(read, options) : () => verifyProof(readFileSync(target, 'utf8'), options.keys)
  const { findings, facts } = await check()
  console.log(JSON.stringify(facts, null, 2))
  if (isExport && !options.keys) console.log('The keys came with the export: compare them with the ones you know.')
  for (const { code, detail } of findings) console.error(`FOUND ${code}: ${detail}`)
  console.log(findings.length ? `${findings.length} found` : 'OK')
  process.exitCode = findings.length ? 1 : 0
}
