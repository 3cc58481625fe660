import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export type Refusals = { has: (consentId: string) => boolean; add: (consentId: string) => void }

/** Withdrawn consents of one agency, on file: a withdrawal outlives a restart of the agency. */
export function openRevocations(folder: string, agency: string): Refusals {
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, `revoked-${agency}.txt`)
  const known = new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [])
  return {
    has: (consentId) => known.has(consentId),
    add: (consentId) => {
      if (known.has(consentId)) return
      appendFileSync(file, `${consentId}\n`)
      known.add(consentId)
    },
  }
}
