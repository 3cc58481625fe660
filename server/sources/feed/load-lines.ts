import { type AgencyJob, type Delivery, landingOwners, loadPart } from './delivery.repository'
import { headerOf, layouts } from './layouts'
import type { FeedManifest, FeedRefusal } from './manifest'
import { readBlocks } from './read-blocks'
import { cellsOfCsv } from './read-line'
import { createBlockReader, lineAt } from './read-lines'

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
  const isCsv = manifest.format === 'CSV'
  const state = { ...delivery }
  const read = createBlockReader(layout, manifest.format, today, await landingOwners(job))
  let loading: Promise<boolean> = Promise.resolve(true)
  let part = Number(delivery.bytesDone)
  for await (const block of readBlocks(path, manifest.encoding, part)) {
    const header = isCsv && part === 0 ? lineAt(block.bytes, 0) : null
    if (header && cellsOfCsv(header.text)?.join() !== headerOf(layout).join()) return 'feed.wrong-columns'
    const { lines, packed, setAside } = read(block, header?.next ?? 0, state.linesDone)
    const from = { linesDone: state.linesDone }
    state.linesDone += lines
    state.bytesDone = BigInt(block.end)
    state.accepted += lines - setAside.length
    state.setAside += setAside.length
    if (!(await loading)) return null
    const to = { ...state }
    loading = loadPart(job, { deliveryId: delivery.id, dataClass: manifest.dataClass, part, packed, setAside, from, to })
    // A failure is met at the next await; until then it must not count as unhandled.
    loading.catch(() => undefined)
    // A part is named by the place where its block begins.
    part = block.end
  }
  return (await loading) ? { accepted: state.accepted, setAside: state.setAside } : null
}
