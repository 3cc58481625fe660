import { createWriteStream } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { finished } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { deliverDue } from './agencies/drops'
import { close, listen, openSandbox } from './agencies/server'
import { latestCompleteMonth } from './city/calendar'
import { type City, createCity, defaultSeed } from './city/city'

const usage = `Simulated agencies of a synthetic city.
  --enterprises N   how many enterprises the city has, 1 to 1000000 (2000)
  --seed N          another city (${defaultSeed})
  --as-of YYYY-MM   last month on file (the last one about which everything was due)
  --port N          port on 127.0.0.1 (SANDBOX_PORT or 4100)
  --truth FILE      write the hidden labels as one JSON object a line, and end`

const { values } = parseArgs({
  options: {
    enterprises: { type: 'string', default: process.env.SANDBOX_ENTERPRISES ?? '2000' },
    seed: { type: 'string', default: process.env.SANDBOX_SEED ?? String(defaultSeed) },
    'as-of': { type: 'string' },
    port: { type: 'string', default: process.env.SANDBOX_PORT ?? '4100' },
    truth: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

async function writeTruth(city: City, file: string) {
  const stream = createWriteStream(file)
  for (let index = 0; index < city.size; index++) {
    if (!stream.write(`${JSON.stringify(city.truthOf(index))}\n`))
      await new Promise<void>((resolve) => stream.once('drain', () => resolve()))
  }
  stream.end()
  await finished(stream)
  console.log(`[sandbox] hidden labels of ${city.size} enterprises written to ${file}`)
}

async function main() {
  if (values.help) return console.log(usage)
  const city = createCity({
    seed: Number(values.seed),
    enterprises: Number(values.enterprises),
    asOf: values['as-of'] ?? latestCompleteMonth(today()),
    today: values['as-of'] ? undefined : today(),
  })
  if (values.truth) return writeTruth(city, values.truth)

  const folder = path.resolve(process.env.SANDBOX_FOLDER ?? '.data/sandbox')
  const platformKeyFile = path.resolve(process.env.PLATFORM_PUBLIC_KEY_FILE ?? '.data/keys/platform-public.json')
  const feeds = { folder: path.resolve(process.env.FEED_FOLDER ?? '.data/feeds'), city }
  const { server, office } = await openSandbox({ city, folder, platformKeyFile, feeds })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void close(server).then(() => process.exit(0)))
  // Before it answers: whoever finds it answering finds its deliveries there too.
  const files = await deliverDue(feeds.folder, path.join(folder, 'delivered.json'), office.keys, city, new Date())
  if (files > 0) console.log(`[sandbox] delivered ${files} files`)
  const address = await listen(server, Number(values.port))
  console.log(`[sandbox] ready at ${address}: ${city.size} enterprises to ${city.asOf}, mailbox ${address}/mailbox`)
}

await main().catch((error: NodeJS.ErrnoException) => {
  const busy = error.code === 'EADDRINUSE'
  console.error(busy ? `[sandbox] port ${values.port} is in use: stop the other program, or set SANDBOX_PORT` : error.message)
  process.exitCode = 1
})
