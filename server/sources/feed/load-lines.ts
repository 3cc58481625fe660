import { type AgencyJob, type Delivery, landingOwners, loadPart, type SetAside } from './delivery.repository'
import { headerOf, type Layout, layouts } from './layouts'
import type { FeedManifest, FeedRefusal } from './manifest'
import { longestLine, readBlocks } from './read-blocks'
import { cellsOfCsv, cellsOfJson, createLineReader, type LineRefusal } from './read-line'

/** A line that was set aside is kept so far, for the agency to find it. */
const keptOfLine = 500

/** Lines of one enterprise within a block. Of a file of one month there is one: a set of keys and a list would cost more than the line. */
type Group = { firstKey: string; keys: Set<string> | null; count: number; body: string }

const hasKey = ({ keys, firstKey }: Group, key: string) => (keys ? keys.has(key) : firstKey === key)

function addLine(group: Group, key: string, kept: string): void {
  group.keys ??= new Set([group.firstKey])
  group.keys.add(key)
  group.count++
  group.body += `\n${kept}`
}

type Reading = { groups: Map<string, Group>; accepted: number; setAside: SetAside[] }

/**
 * Reads the file from where the delivery stands, block by block, and loads each. While the database takes one block the next
 * is read, never more: memory stays bounded whatever the file's size.
 * @returns how many lines were accepted and set aside in all; a refusal of the whole; null when another loader has it
 */
export async function loadLines(
  job: AgencyJob,
  manifest: FeedManifest,
  path: string,
  delivery: Delivery,
  today: string,
): Promise<{ accepted: number; setAside: number } | FeedRefusal | null> {
  const layout = layouts[manifest.dataClass]
  const read = blockReader(layout, manifest.format, today)
  const isCsv = manifest.format === 'CSV'
  const state = { ...delivery }
  const owners = await landingOwners(job)
  let loading: Promise<boolean> = Promise.resolve(true)
  let part = Number(delivery.bytesDone)
  for await (const { lines, end } of readBlocks(path, manifest.encoding, part)) {
    const isFirst = isCsv && part === 0
    if (isFirst && cellsOfCsv(lines[0] ?? '')?.join() !== headerOf(layout).join()) return 'feed.wrong-columns'
    const body = isFirst ? lines.slice(1) : lines
    const { groups, accepted, setAside } = read(body, state.linesDone)
    const from = { linesDone: state.linesDone }
    state.linesDone += body.length
    state.bytesDone = BigInt(end)
    state.accepted += accepted
    state.setAside += setAside.length
    if (!(await loading)) return null
    const to = { ...state }
    const codes = [...groups.keys()]
    const values = [...groups.values()]
    loading = loadPart(job, {
      owners,
      deliveryId: delivery.id,
      dataClass: manifest.dataClass,
      part,
      codes,
      entries: values.map((group) => group.count),
      bodies: values.map((group) => group.body),
      setAside,
      from,
      to,
    })
    // A failure is met at the next await; until then it must not count as unhandled.
    loading.catch(() => undefined)
    // A part is named by the place where its block begins.
    part = end
  }
  return (await loading) ? { accepted: state.accepted, setAside: state.setAside } : null
}

/** Reads the lines of a block into groups by enterprise; bad ones are set aside with their number in the file. */
function blockReader(layout: Layout, format: FeedManifest['format'], today: string) {
  const readLine = createLineReader(layout, today)
  const cellsOf = format === 'CSV' ? cellsOfCsv : (line: string) => cellsOfJson(layout, line)
  return (lines: readonly (string | null)[], before: number): Reading => {
    const reading: Reading = { groups: new Map(), accepted: 0, setAside: [] }
    for (let at = 0; at < lines.length; at++) {
      const line = lines[at] ?? null
      const aside = (reason: LineRefusal, column: string | null = null) =>
        reading.setAside.push({ line: before + at + 1, reason, column, raw: (line ?? '').slice(0, keptOfLine) })
      if (line === null || line.length > longestLine) {
        aside(line === null ? 'line.encoding' : 'line.too-long')
        continue
      }
      const cells = cellsOf(line)
      const read = cells ? readLine(cells) : null
      if (!read?.ok) {
        aside(read?.reason ?? 'line.columns', read?.column)
        continue
      }
      const group = reading.groups.get(read.creditCode)
      if (group && hasKey(group, read.key)) {
        aside('line.duplicate')
        continue
      }
      if (group) addLine(group, read.key, read.kept)
      else reading.groups.set(read.creditCode, { firstKey: read.key, keys: null, count: 1, body: read.kept })
      reading.accepted++
    }
    return reading
  }
}
