// Every business record against its leaf, and whatever was erased against the entry that says so. A part of verify.mjs, which has
// checked the tree before. Plain records and leaves in, findings out.
//   A leaf: { record (its number, sealed), key (whose seals it bears), act }; `textAt` gives the whole of it.

/** The leaf of a business record, to the byte. `seal(label, value)` hashes with the record's salt. */
export async function leafOf(record, keyId, seal, actor, at = record.at) {
  const { act, fields, kind, purpose } = record
  const sealOf = (label, value) => (value === null ? null : seal(label, value))
  const leaf = { act, actor, at, authorisation: await sealOf('authorisation', record.consentId) }
  leaf.detail = await sealOf('detail', JSON.stringify(record.detail))
  leaf.enterprise = await sealOf('enterprise', record.enterpriseId)
  Object.assign(leaf, { fields, key: keyId, kind, organisation: await sealOf('organisation', record.organisationId) })
  return JSON.stringify({ ...leaf, purpose, record: await sealOf('record', record.id), v: 1 }) // names in order: RFC 8785
}

/** How often each name comes up. */
function tally() {
  const counts = new Map()
  return { counts, add: (name, by = 1) => counts.set(name, (counts.get(name) ?? 0) + by) }
}

/** Both ways: every record has its leaf and every leaf its record, but for those whose key was destroyed on record. */
export async function checkRecords(leaves, records, keys, { sealed, saltOf, textAt }, find) {
  const keyOfOwner = new Map(keys.map((one) => [one.owner, one]))
  const salted = async (owner, id) => (keyOfOwner.has(owner) ? saltOf(keyOfOwner.get(owner).key, id) : null)
  const waiting = new Map()
  for (const [index, { record }] of leaves.entries())
    if (waiting.has(record)) find('leaf-duplicated', `leaf ${index}`)
    else waiting.set(record, index)
  const [destroyed, erased, placed] = [new Set(), [], []]
  const readOf = (record, portrait) => [record.enterpriseId, record.at, record.actorId, portrait].join()
  const reads = new Set(records.filter(({ kind }) => kind === 'read').map((read) => readOf(read, read.detail[1])))
  for (const record of records) {
    if (record.act === 'portrait.read') {
      if (!reads.has(readOf(record, record.detail[0]))) find('read-without-access-record', record.id)
      continue
    }
    const owner = record.enterpriseId ?? record.organisationId
    const [salt, actorSalt] = [await salted(owner, record.id), await salted(record.actorId, record.id)]
    const seal = (label, value) => sealed(salt, label, value)
    const name = salt && (await seal('record', record.id))
    const found = (name && waiting.get(name)) ?? -1
    waiting.delete(name)
    if (found < 0 && record.erased) erased.push({ key: record.erased, id: record.id, act: record.act })
    else if (found < 0) find('record-without-leaf', record.id)
    else {
      const text = textAt(found)
      const leaf = JSON.parse(text)
      placed.push({ index: found, record, terms: record.kind === 'row' ? JSON.parse(record.detail[0]) : null })
      if (!actorSalt) erased.push({ key: null, id: record.id }) // the person's key is gone: what it sealed cannot be checked
      const actor = actorSalt ? await sealed(actorSalt, 'actor', record.actorId) : leaf.actor
      const at = record.at ?? leaf.at // a business row says its own time in its detail
      if ((await leafOf(record, keyOfOwner.get(owner).keyId, seal, actor, at)) !== text) find('record-edited', record.id)
      else if (record.act === 'key.destroyed') destroyed.add(JSON.parse(record.detail[1]).keyId)
    }
  }
  // An erasure destroys keys and blanks words; it takes no record away. So of each destroyed key there are as many records as leaves.
  const unread = tally()
  for (const index of waiting.values()) {
    const { key, act } = leaves[index]
    if (!destroyed.has(key)) find('leaf-without-record', `leaf ${index}`)
    else unread.add(`${act} of key ${key}`)
  }
  for (const { key, id, act } of erased) {
    if (key ? !destroyed.has(key) : destroyed.size === 0) find('pseudonym-key-missing', id)
    else if (destroyed.has(key)) unread.add(`${act} of key ${key}`, -1)
  }
  for (const [what, count] of unread.counts) {
    if (count > 0) find('leaf-without-record', `${count} ${what}`)
    if (count < 0) find('record-without-leaf', `${-count} ${what}`)
  }
  checkDeletions(placed, find)
  return { erased: destroyed.size, placed }
}

/**
 * What was received and drawn is blanked on its day, and its row stays: each answer and portrait that is blank is named by an entry
 * of that firm, by its digest. Entries from before they named them say how many there were.
 */
function checkDeletions(placed, find) {
  const named = tally()
  for (const { record } of placed.filter((one) => one.record.act === 'data.deleted')) {
    const { digests, records, portraits } = JSON.parse(record.detail[1])
    for (const digest of digests ?? []) named.add(`${record.enterpriseId} ${digest}`)
    if (!digests) named.add(`${record.enterpriseId} any`, records + portraits)
  }
  for (const { record, terms } of placed.filter((one) => one.record.blank)) {
    const digest = terms[record.act === 'portrait.recorded' ? 7 : 6]
    const by = [digest, 'any'].map((one) => `${record.enterpriseId} ${one}`).find((one) => named.counts.get(one) > 0)
    if (by) named.add(by, -1)
    else find('erased-without-entry', record.id)
  }
}
