import { type LandedRow, linesInOrder } from './landed'

/** Whether something that was given is now given otherwise; what was empty and is now given went on. */
function isCorrected(before: string, now: string): boolean {
  const is = now.split('\t')
  return before.split('\t').some((was, at) => was !== '' && was !== is[at])
}

/**
 * Keys of the records that a new delivery states otherwise than what was current before it, in order. Pure.
 * @param fresh what the new delivery tells of one firm
 * @param before what earlier deliveries of the class told of it
 */
export function changedKeys(fresh: readonly LandedRow[], before: readonly LandedRow[]): string[] {
  const current = new Map(linesInOrder(before).map((line) => [keyOf(line), line]))
  const changed = linesInOrder(fresh).flatMap((line) => {
    const was = current.get(keyOf(line))
    return was !== undefined && was !== line && isCorrected(was, line) ? [keyOf(line)] : []
  })
  return [...new Set(changed)].sort()
}

const keyOf = (line: string) => line.slice(0, line.indexOf('\t'))
