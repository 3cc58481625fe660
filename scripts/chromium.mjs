// A real Chromium for the end-to-end tests: the system's, else Playwright's download, else (root on Debian) apt's.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { Remedy } from './remedy.mjs'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]
const installed = () => [process.env.CHROMIUM_PATH, ...places].find((file) => file && existsSync(file))

const playwrights = async () => {
  const { chromium } = await import('@playwright/test')
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined
}

/** @returns the path of an executable Chromium, installing one where it may */
export async function findChromium(say) {
  const found = installed() ?? (await playwrights())
  if (found) return found
  say('no Chromium here: trying Playwright’s download')
  spawnSync(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], {
    stdio: 'ignore',
    timeout: 240_000,
  })
  const downloaded = await playwrights()
  if (downloaded) return downloaded
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('installing Debian’s Chromium')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env })
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], {
      stdio: 'ignore',
      env,
    })
    const made = installed()
    if (made) return made
  }
  throw new Remedy(
    'The end-to-end tests need a Chromium and none could be installed. Install one (apt install chromium) or name it: CHROMIUM_PATH=/path npm test',
  )
}
