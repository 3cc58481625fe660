import process from 'node:process'
import { parseArgs } from 'node:util'
import { seedCity } from './seed-city'

/** node --import=tsx prisma/seed/main.ts --enterprises N: the demonstration city, once; a second run changes nothing. */
const { values } = parseArgs({ options: { enterprises: { type: 'string', default: '2000' } } })
const enterprises = Number(values.enterprises)

const required = (name: string): string => {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set`)
  return value
}

try {
  if (!Number.isInteger(enterprises) || enterprises < 1)
    throw new Error(`--enterprises takes a whole number, not ${values.enterprises}`)
  const began = performance.now()
  const written = await seedCity({
    databaseUrl: required('DATABASE_URL'),
    sandboxFolder: required('SANDBOX_FOLDER'),
    sandboxUrl: required('SANDBOX_URL'),
    enterprises,
    now: new Date(),
  })
  const total = [...(written?.values() ?? [])].reduce((sum, count) => sum + count, 0)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(written ? `[seed] ${total} rows in ${seconds} s` : `[seed] the city is there (${seconds} s)`)
} catch (error) {
  console.error(error)
  process.exitCode = 1
}
