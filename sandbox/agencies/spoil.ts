import type { Fault } from './faults'

type Payload = { subject: string; nonce: string; issuedAt: string; content: object }

const minute = 60_000
const back = (instant: string, minutes: number) => new Date(Date.parse(instant) - minutes * minute).toISOString()

/** The payload as a faulty agency would sign it: rightly signed, wrong in one place. */
export function spoilt<Some extends Payload>(payload: Some, fault: Fault['kind'] | undefined): Some {
  switch (fault) {
    case 'wrong-subject':
      return { ...payload, subject: '91610802MA70ABCD7Q' }
    case 'replay':
      return { ...payload, nonce: 'the-nonce-of-an-earlier-question' }
    case 'stale':
      return { ...payload, issuedAt: back(payload.issuedAt, 10) }
    case 'older':
      return { ...payload, issuedAt: back(payload.issuedAt, 4) }
    case 'wrong-types':
      return { ...payload, content: changed(payload.content, /./, () => 12_345) }
    case 'future':
      return { ...payload, content: changed(payload.content, /^20\d\d-?\d\d(-\d\d)?$/, (text) => `2099${text.slice(4)}`) }
    // Not spoilt: an agency may change its mind, and says so by another figure.
    case 'revised':
      return { ...payload, content: changed(payload.content, /^\d+\.\d\d$/, (text) => (Number(text) + 1_000).toFixed(2)) }
    case 'negative':
      return { ...payload, content: changed(payload.content, /^\d+\.\d\d$/, () => '-1.00') }
    default:
      return payload
  }
}

/** The content with the first text of this form changed within its lists, else anywhere. */
function changed(content: object, form: RegExp, to: (text: string) => unknown): object {
  let done = false
  const walk = (value: unknown, within: boolean): unknown => {
    if (done) return value
    if (typeof value === 'string' && within && form.test(value)) {
      done = true
      return to(value)
    }
    if (Array.isArray(value)) return value.map((one) => walk(one, true))
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, walk(one, within)]))
    return value
  }
  const inLists = walk(content, false)
  return (done ? inLists : walk(content, true)) as object
}
