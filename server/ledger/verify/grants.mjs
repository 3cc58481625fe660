// What was taken against what was granted: every look, pull and portrait is held against the consent that it names. The second half
// of verify.mjs, which has opened the leaves before and checked them to the byte. Plain records in, findings out.
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

/** Whether the platform's key signed exactly these terms, for this consent (or sign-off, by this person). */
async function isSigned({ record, terms }, { platform, sha256, ed25519 }) {
  try {
    const [header, payload, signature] = record.jws.split('.')
    const { typ, kid, alg } = json(header)
    const bytes = new TextEncoder().encode(`${header}.${payload}`)
    const isConsent = record.act === 'consent.recorded'
    if (alg !== 'EdDSA' || kid !== platform.name || typ !== (isConsent ? 'consent+jwt' : 'consent-sign-off+jwt')) return false
    if (!(await ed25519(platform.raw, bytes, fromBase64url(signature)))) return false
    if ((await sha256(record.jws)) !== terms.signed) return false
    const one = json(payload)
    if ((isConsent ? one.consentId : one.signOffId) !== record.id || (one.person ?? record.actorId) !== record.actorId)
      return false
    const said = Object.entries(isConsent ? termsOfConsent(one) : termsOfSignOff(one))
    return said.every(([name, value]) => value === undefined || JSON.stringify(value) === JSON.stringify(terms[name]))
  } catch {
    return false // not a JWS, or not of a consent
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
    const [dataClass, consentId, , , , at] = terms
    return { ...use, classes: [dataClass], consentId, at, slack: clockSlack }
  }
  if (record.act === 'portrait.recorded') return { ...use, classes: [], consentId: terms[0], at: terms[9], slack: clockSlack }
  return null
}

/** What is wrong with a use; null where the consent covers it. */
function fault(use, consent, founded) {
  if (!consent.terms) return 'use-without-grant'
  // Places tell what came first. Only what was laid down before the first checkpoint, or before the terms had a leaf (an older
  // database), came in bulk: there each record's own time has to do.
  const isInBulk = use.index < Math.max(founded, consent.index)
  const isBefore = (one, other) => (isInBulk ? one.at <= other.at : one.index < other.index)
  const past = consent.moves.filter((one) => isBefore(one, use)).sort((a, b) => (isBefore(a, b) ? -1 : 1))
  const states = past.map(({ act }) => stateAfter[act]).filter(Boolean)
  if (!states.includes('granted')) return 'use-without-grant'
  if (states.includes('ended') || states.at(-1) === 'paused') return 'use-after-end'
  const { terms } = consent
  if (use.at < terms.startsAt || use.at >= terms.expiresAt + use.slack) return 'use-outside-period'
  if (use.reader && (use.reader.institutionId !== terms.institutionId || use.reader.applicationId !== terms.applicationId))
    return 'use-by-other-recipient'
  if (use.classes.some((one) => !terms.dataClasses.includes(one))) return 'use-of-other-class'
  const withdrawn = past.findLast(({ act }) => act === 'consent.sign-off-withdrawn')
  const signed = consent.signOffs.filter((one) => isBefore(one, use) && !(withdrawn && isBefore(one, withdrawn)))
  const isOpen = (one) => !terms.personalClasses.includes(one) || signed.some(({ dataClasses }) => dataClasses.includes(one))
  return use.classes.every(isOpen) ? null : 'use-without-sign-off'
}

/**
 * Every grant is signed by the platform and says what its record says; every use lies within its grant.
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
    const isConsent = record.act === 'consent.recorded'
    if (isConsent) Object.assign(consentOf(record.enterpriseId, record.id), { terms, index })
    else if (record.act === 'consent_sign_off.recorded')
      consentOf(record.enterpriseId, terms.consentId).signOffs.push({ ...terms, index, at: terms.signedAt })
    else if (stateAfter[record.act] || record.act === 'consent.sign-off-withdrawn')
      consentOf(record.enterpriseId, record.detail[0]).moves.push({ act: record.act, index, at: Date.parse(record.at) })
    if ((isConsent || record.act === 'consent_sign_off.recorded') && !(await isSigned(one, tools)))
      find('grant-not-signed', record.id)
  }
  for (const use of placed.map(useOf).filter(Boolean)) {
    const wrong = fault(use, consentOf(use.enterpriseId, use.consentId), founded)
    if (wrong) find(wrong, use.id)
  }
}
