// node server/ledger/verify/make-page.mjs: writes docs/ledger-verifier.html, the checking page with the verifier in it.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const here = import.meta.dirname

/** The page: page.html with every line of verify.mjs, unaltered, where its mark is. */
export function pageText() {
  const [before, after] = readFileSync(path.join(here, 'page.html'), 'utf8').split('/*VERIFIER*/\n')
  return before + readFileSync(path.join(here, 'verify.mjs'), 'utf8') + after
}

export const pageFile = path.resolve(here, '../../../docs/ledger-verifier.html')

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeFileSync(pageFile, pageText())
