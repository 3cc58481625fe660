import { expect, test } from 'vitest'
import { makeDatabase } from './make-database.mjs'
import { Remedy } from './remedy.mjs'

const sentenceOf = async (ownerUrl: string): Promise<string> => {
  const error = await makeDatabase({ ownerUrl, dataDir: '/nowhere' }).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(Remedy)
  return String((error as Error).message)
}

test.each(['localhost/credit', 'mysql://root@localhost/credit', 'postgresql://[half'])(
  'what is no address is said to be none: %s',
  async (url) => {
    expect(await sentenceOf(url)).toContain('DATABASE_URL is not an address')
  },
)

test.each(['postgresql://owner:x@127.0.0.1:1/credit', 'postgresql://owner:x@nobody.invalid:5432/credit'])(
  'a server that does not answer is one sentence with the remedy: %s',
  async (url) => {
    expect(await sentenceOf(url)).toMatch(/^No PostgreSQL answers at .+ \(DATABASE_URL\)\. Start it, or correct the address/)
  },
)
