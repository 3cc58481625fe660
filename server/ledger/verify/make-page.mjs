// node server/ledger/verify/make-page.mjs: writes docs/ledger-verifier.html, the checking page with all parts of the verifier in it.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const here = import.meta.dirname

const read = (name) => readFileSync(path.join(here, name), 'utf8')

/** The parts of the verifier as one: every line of them but those by which the first takes in the others. */
export const verifierText = () =>
  read('grants.mjs') + read('records.mjs') + read('verify.mjs').replace(/^import .* from '.\/(?:grants|records).mjs'.*\n/gm, '')

/** The page: page.html with the verifier, unaltered, where its mark is. */
export function pageText() {
  const [before, after] = read('page.html').split('/*VERIFIER*/\n')
  return before + verifierText() + after
}

export const pageFile = path.resolve(here, '../../../docs/ledger-verifier.html')

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeFileSync(pageFile, pageText())
