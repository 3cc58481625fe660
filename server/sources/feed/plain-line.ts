import type { ColumnKind, Layout } from './layouts'

/** Reads one value at a place of the bytes: where it ends, or -1. */
type Scan = (bytes: Uint8Array, at: number) => number

/** Of a credit code. */
export const codeBytes = 18
const comma = 0x2c
const quote = 0x22
const codeLetters = new Uint8Array(256)
for (const letter of '0123456789ABCDEFGHJKLMNPQRTUWXY') codeLetters[letter.charCodeAt(0)] = 1

/** The digits of a number, or -1 where one of them is none. */
function digits(bytes: Uint8Array, at: number, count: number): number {
  let value = 0
  for (let i = at; i < at + count; i++) {
    const digit = (bytes[i] ?? 0) - 0x30
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value
}

/** 0, or up to `most` digits of which the first is not 0. */
function whole(bytes: Uint8Array, at: number, most: number): number {
  if (bytes[at] === 0x30) return at + 1
  let end = at
  while (end - at <= most && digits(bytes, end, 1) >= 0) end++
  return end > at && end - at <= most ? end : -1
}

const amount: Scan = (bytes, at) => {
  const point = whole(bytes, at, 13)
  return point >= 0 && bytes[point] === 0x2e && digits(bytes, point + 1, 2) >= 0 ? point + 3 : -1
}

// Longer than so many bytes, or beginning like what is sealed: to be judged in full.
const free =
  (most: number, first: (byte: number | undefined) => boolean): Scan =>
  (bytes, at) => {
    let end = at
    for (let byte = bytes[end]; byte !== undefined && byte >= 0x20 && byte !== comma && byte !== quote; byte = bytes[end]) end++
    return end > at && end - at <= most && first(bytes[at]) ? end : -1
  }

/** Days behind the 28th not every month has: such a line is judged in full. */
const day =
  (last: number): Scan =>
  (bytes, at) => {
    const [year, month, date] = [digits(bytes, at, 4), digits(bytes, at + 5, 2), digits(bytes, at + 8, 2)]
    if (bytes[at + 4] !== 0x2d || bytes[at + 7] !== 0x2d || year < 2000 || year > 2099) return -1
    if (month < 1 || month > 12 || date < 1 || date > 28) return -1
    return (year * 100 + month) * 100 + date <= last ? at + 10 : -1
  }

const orNothing =
  (scan: Scan): Scan =>
  (bytes, at) =>
    bytes[at] === comma ? at : scan(bytes, at)

function oneOf(words: readonly string[]): Scan {
  const known = words.map((word) => Buffer.from(word))
  return (bytes, at) => {
    for (const word of known) {
      let same = 0
      while (same < word.length && bytes[at + same] === word[same]) same++
      if (same === word.length && bytes[at + same] === comma) return at + same
    }
    return -1
  }
}

function scans(today: string): Record<ColumnKind, Scan> {
  const last = Number(today.replaceAll('-', ''))
  const someDay = day(20_991_231)
  return {
    month: (bytes, at) => {
      const value = digits(bytes, at, 6)
      return value >= 200_000 && value <= Math.floor(last / 100) && value % 100 >= 1 && value % 100 <= 12 ? at + 6 : -1
    },
    year: (bytes, at) => {
      const value = digits(bytes, at, 4)
      return value >= 2000 && value <= Math.floor(last / 10_000) ? at + 4 : -1
    },
    id: free(80, (byte) => byte !== 0x65),
    text: free(200, () => true),
    day: day(last),
    'day?': orNothing(day(last)),
    anyDay: someDay,
    'anyDay?': orNothing(someDay),
    yuan: amount,
    quantity: (bytes, at) => whole(bytes, at, 12),
  }
}

/**
 * Recognises in bytes (UTF-8) a line of CSV as nearly every line of a file is: without quotes, new or changed, each value right
 * beyond doubt on `today` (`YYYY-MM-DD` in Asia/Shanghai). Strings and lists of a million lines leave more to tidy up than there is
 * to read; this leaves none. What it does not recognise is no bad line: `createLineReader` says what it is, and whatever is
 * recognised here that one accepts.
 * @returns where the line that begins at the place ends, before CR or LF; -1 where it has to be judged in full
 */
export function createPlainLine({ columns }: Layout, today: string): Scan {
  const known = scans(today)
  const values = columns.map(({ kind }) => (typeof kind === 'string' ? known[kind] : oneOf(kind)))
  return (bytes, from) => {
    let at = from
    while (at < from + codeBytes) if (codeLetters[bytes[at++] ?? 0] !== 1) return -1
    for (const value of values) {
      if (bytes[at] !== comma) return -1
      at = value(bytes, at + 1)
      if (at < 0) return -1
    }
    const operation = bytes[at + 1]
    if (bytes[at] !== comma || (operation !== 0x49 && operation !== 0x55)) return -1
    const end = at + 2
    const after = bytes[end] === 0x0d ? bytes[end + 1] : bytes[end]
    return after === undefined || after === 0x0a ? end : -1
  }
}
