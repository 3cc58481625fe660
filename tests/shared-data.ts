import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * A reference data set that lies beside the checkout (../shared/data) and isn't part of it; undefined where it is absent.
 * Says which, so that a run that compared nothing can be told from one that agreed.
 */
export function sharedData(file: string): unknown {
  const found = path.resolve(import.meta.dirname, '../../shared/data', file)
  const present = existsSync(found)
  console.info(`reference data ${file}: ${present ? 'PRESENT' : 'ABSENT'}`)
  return present ? JSON.parse(readFileSync(found, 'utf8')) : undefined
}
