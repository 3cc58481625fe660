// Which steps of the start are still good: a digest of what each depends on, kept beside what came of it.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** SHA-256 over the files and folders named, and over the platform that made what came of them. */
export function digestOf(root, names) {
  const hash = createHash('sha256').update(process.version + process.platform + process.arch)
  const add = (file) => {
    if (!existsSync(file)) return
    if (statSync(file).isDirectory()) for (const name of readdirSync(file).sort()) add(path.join(file, name))
    else if (!/\.test\.tsx?$/.test(file) && !file.includes('/server/generated/'))
      hash.update(path.relative(root, file)).update('\0').update(readFileSync(file))
  }
  for (const name of names) add(path.join(root, name))
  return hash.digest('hex')
}

/** Runs `work` unless `mark` says that it succeeded on the same inputs and `outcome` is still there. */
export async function unlessDone({ root, inputs, mark, outcome = mark }, work) {
  const digest = digestOf(root, inputs)
  if (existsSync(outcome) && existsSync(mark) && readFileSync(mark, 'utf8') === digest) return
  await work()
  mkdirSync(path.dirname(mark), { recursive: true })
  writeFileSync(mark, digest)
}
