// What was taken against what was granted: every look, pull and portrait is held against the consent that it names. The last part
// of verify.mjs; records.mjs has opened the leaves before and checked them to the byte. Plain records in, findings out.
//   A record: { index (place of its leaf), record (as exported), terms (what its leaf seals of a row, parsed; else null) }

const stateAfter = {
  'consent.granted': 'granted',
  'consent.resumed': 'granted',
  'consent.paused': 'paused',
  'consent.withdrawn': 'ended',
  'consent.expired': 'ended',
}
const classOf = (field) => /^(?:coverage|records|legal)\.([A-Z_]+)/.exec(field)?.[1]
const clockSlack = 60_000 // milliseconds: a pull's time is that of the machine that pulled, not the database's
const longest = 600_000 // milliseconds: no transaction and no attempt at a source takes longer
/** Since then a resumption bears the platform's signature. No leaf can be dated back before it: verify.mjs holds leaves to their heads. */
const resumptionsSignedSince = Date.parse('2026-11-22T00:00:00+08:00')
const signOffEnds = ['consent.sign-off-withdrawn', 'consent.sign-off-ended'] // by the person; by the register, which names another

// ── What the platform signed ─────────────────────────────────────────────────────────────────────
const fromBase64url = (letters) =>
  Uint8Array.from(atob(letters.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
const json = (letters) => JSON.parse(new TextDecoder().decode(fromBase64url(letters)))

/** A consent artefact (ReBIT AA) in the words of the record; what an older one does not say is left open. */
const termsOfConsent = (one) => ({
  recipientKind: one.DataConsumer.type,
  institutionId: one.DataConsumer.type === 'INSTITUTION' ? one.DataConsumer.id : null,
  applicationId: one.applicationId,
  purpose: one.Purpose.code,
  dataClasses: one.fiTypes,
  personalClasses: one.personalTypes,
  consentMode: one.consentMode,
  fetchType: one.fetchType,
  startsAt: Date.parse(one.consentStart),
  expiresAt: Date.parse(one.consentExpiry),
  lookbackMonths: one.FIDataRange.lookbackMonths,
  retentionUnit: one.DataLife.unit,
  retentionValue: one.DataLife.value,
  frequencyUnit: one.fetchType === 'ONETIME' ? null : one.Frequency.unit,
  frequencyValue: one.fetchType === 'ONETIME' ? null : one.Frequency.value,
  noticeHash: one.notice.sha256,
  grantedAt: Date.parse(one.createTimestamp),
})
const termsOfSignOff = (one) => ({
  consentId: one.consentId,
  dataClasses: one.personalTypes,
  noticeHash: one.notice.sha256,
  signedAt: Date.parse(one.createTimestamp),
})

/** What the platform's key signed, as a statement of this kind. @throws where it did not */
async function statement(jws, kind, { platform, ed25519 }) {
  const [header, payload, signature] = jws.split('.')
  const { typ, kid, alg } = json(header)
  if (alg !== 'EdDSA' || kid !== platform.name || typ !== kind) throw new Error('another key, or another kind')
  const bytes = new TextEncoder().encode(`${header}.${payload}`)
  if (!(await ed25519(platform.raw, bytes, fromBase64url(signature)))) throw new Error('not signed')
  return json(payload)
}

/** Whether the platform's key signed exactly these terms, for this consent (or sign-off, by this person). */
async function isSigned({ record, terms }, tools) {
  try {
    const isConsent = record.act === 'consent.recorded'
    const one = await statement(record.jws, isConsent ? 'consent+jwt' : 'consent-sign-off+jwt', tools)
    if ((await tools.hashOf(record.jws)) !== terms.signed) return false
    if ((isConsent ? one.consentId : one.signOffId) !== record.id || (one.person ?? record.actorId) !== record.actorId)
      return false
    const said = Object.entries(isConsent ? termsOfConsent(one) : termsOfSignOff(one))
    return said.every(([name, value]) => value === undefined || JSON.stringify(value) === JSON.stringify(terms[name]))
  } catch {
    return false // not a JWS, or not of a consent
  }
}

/** Whether the platform's key signed that this person let these very terms go on, at that time; each signature serves once. */
async function isResumed(record, terms, served, tools) {
  const at = Date.parse(record.at)
  if (at < resumptionsSignedSince) return true
  try {
    const one = await statement(JSON.parse(record.detail[1]).resumption, 'consent-resumption+jwt', tools)
    if (one.consentId !== record.detail[0] || one.person !== record.actorId || one.terms !== terms?.signed) return false
    if (Math.abs(Date.parse(one.createTimestamp) - at) > longest) return false
    return served.size < served.add(one.resumptionId).size
  } catch {
    return false
  }
}

// ── What was taken ───────────────────────────────────────────────────────────────────────────────
/** A look, a pull or a portrait: what of, under which consent, when by its own account, and by whom. Null for anything else. */
function useOf({ index, record, terms }) {
  const use = { index, id: record.id, enterpriseId: record.enterpriseId, slack: 0, reader: null }
  if (record.kind === 'read') {
    const [applicationId, portraitId] = record.detail
    const classes = [...new Set(record.fields.map(classOf).filter(Boolean))]
    const reader = { institutionId: record.organisationId, applicationId }
    // Whoever supervises, or opens the file of a case that is over, names no consent; and sees no class and no portrait.
    if (!record.consentId && !portraitId && classes.length === 0) return null
    return { ...use, classes, consentId: record.consentId, at: Date.parse(record.at), reader }
  }
  if (record.act === 'snapshot.recorded') {
    const [dataClass, consentId, from, , , at] = terms
    return { ...use, classes: [dataClass], consentId, at, slack: clockSlack, from }
  }
  if (record.act === 'portrait.recorded') return { ...use, classes: [], consentId: terms[0], at: terms[9], slack: clockSlack }
  return null
}

/** How many months lie between 'YYYY-MM' and the month, in Shanghai, of an instant. */
function monthsBefore(at, from) {
  const number = (month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7))
  return number(new Date(at + 8 * 3_600_000).toISOString()) - number(from)
}

/** How a consent stood before a use, or before any other moment: what had become of it, and what persons had signed off. */
function standing(consent, moment, founded) {
  // Places tell what came first. Only what was laid down before the first checkpoint, or before the terms had a leaf (an older
  // database), came in bulk: there each record's own time has to do.
  const isInBulk = moment.index < Math.max(founded, consent.index)
  const isBefore = (one, other) => (isInBulk ? one.at <= other.at : one.index < other.index)
  const past = consent.moves.filter((one) => isBefore(one, moment)).sort((a, b) => (isBefore(a, b) ? -1 : 1))
  const states = past.map(({ act }) => stateAfter[act]).filter(Boolean)
  const takenBack = past.findLast(({ act }) => signOffEnds.includes(act))
  const signed = consent.signOffs.filter((one) => isBefore(one, moment) && !(takenBack && isBefore(one, takenBack)))
  return { states, isOpen: states.at(-1) === 'granted' && !states.includes('ended'), signed }
}

/** What is wrong with a use; null where the consent covers it. */
function fault(use, consent, founded) {
  if (!consent.terms) return 'use-without-grant'
  const { states, isOpen, signed } = standing(consent, use, founded)
  if (!states.includes('granted')) return 'use-without-grant'
  if (!isOpen) return 'use-after-end'
  const { terms } = consent
  if (use.at < terms.startsAt || use.at >= terms.expiresAt + use.slack) return 'use-outside-period'
  if (use.reader && (use.reader.institutionId !== terms.institutionId || use.reader.applicationId !== terms.applicationId))
    return 'use-by-other-recipient'
  if (use.classes.some((one) => !terms.dataClasses.includes(one))) return 'use-of-other-class'
  // Asked a moment before it was received, perhaps in the month before.
  if (use.from && !(monthsBefore(use.at - longest, use.from) <= terms.lookbackMonths)) return 'use-beyond-look-back'
  const isTheirs = (one) => !terms.personalClasses.includes(one) || signed.some(({ dataClasses }) => dataClasses.includes(one))
  return use.classes.every(isTheirs) ? null : 'use-without-sign-off'
}

/**
 * Every grant is signed by the platform and says what its record says; so is every resumption; no record says that a consent or a
 * sign-off is in force which the acts ended; every use lies within its grant.
 * @param founded how many leaves lie under the first checkpoint
 */
export async function checkGrants(placed, founded, tools, find) {
  const consents = new Map()
  const consentOf = (enterpriseId, id) => {
    const key = `${enterpriseId} ${id}`
    if (!consents.has(key)) consents.set(key, { terms: null, index: -1, moves: [], signOffs: [] })
    return consents.get(key)
  }
  for (const one of placed) {
    const { record, terms, index } = one
    const isSignOff = record.act === 'consent_sign_off.recorded'
    if (isSignOff) consentOf(record.enterpriseId, terms.consentId).signOffs.push({ ...terms, record, index, at: terms.signedAt })
    else if (record.act === 'consent.recorded') Object.assign(consentOf(record.enterpriseId, record.id), { terms, record, index })
    else continue
    if (!(await isSigned(one, tools))) find('grant-not-signed', record.id)
  }
  const served = new Set()
  for (const { record, index } of placed.toSorted((one, other) => one.index - other.index)) {
    if (!stateAfter[record.act] && !signOffEnds.includes(record.act)) continue
    const consent = consentOf(record.enterpriseId, record.detail[0])
    const isHeld = record.act !== 'consent.resumed' || (await isResumed(record, consent.terms, served, tools))
    if (isHeld) consent.moves.push({ act: record.act, index, at: Date.parse(record.at) })
    else find('resume-not-signed', record.id)
  }
  for (const consent of consents.values()) {
    const { isOpen, signed } = standing(consent, { index: Number.POSITIVE_INFINITY }, founded)
    if (consent.record?.inForce && !isOpen) find('state-without-act', consent.record.id)
    for (const { record } of consent.signOffs.filter((one) => one.record.inForce && !signed.includes(one)))
      find('state-without-act', record.id)
  }
  for (const use of placed.map(useOf).filter(Boolean)) {
    const wrong = fault(use, consentOf(use.enterpriseId, use.consentId), founded)
    if (wrong) find(wrong, use.id)
  }
}
