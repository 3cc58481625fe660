import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * A reference file that lies beside the checkout (../shared/data) and isn't part of it; undefined where it is absent.
 * Says which, so that a run that compared nothing can be told from one that agreed.
 */
export function sharedText(file: string): string | undefined {
  const found = path.resolve(import.meta.dirname, '../../shared/data', file)
  const present = existsSync(found)
  console.info(`reference data ${file}: ${present ? 'PRESENT' : 'ABSENT'}`)
  return present ? readFileSync(found, 'utf8') : undefined
}

/** The same as parsed JSON. */
export function sharedData(file: string): unknown {
  const text = sharedText(file)
  return text === undefined ? undefined : JSON.parse(text)
}
