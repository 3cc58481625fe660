import { rmSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from '@playwright/test'
import { aLedgerExport } from './pages/ledger-export'

// The checking page as a stranger uses it: a file opened from the disk, in a browser that has no network.

const page = pathToFileURL(path.resolve('docs/ledger-verifier.html')).href
const verdicts = {
  'zh-CN': {
    sound: '核验通过，未被改动',
    edited: '核验不通过',
    why: '业务记录在入账后被改动',
    check: '核验导出',
    folder: '导出文件夹',
    keys: /公钥文件（可选）/,
  },
  en: {
    sound: 'Verified: nothing was altered',
    edited: 'Not as recorded',
    why: 'A business record was edited afterwards',
    check: 'Check the export',
    folder: 'Folder of the export',
    keys: /Keys, if you have them/,
  },
} as const

for (const locale of ['zh-CN', 'en'] as const) {
  test(`the checking page names an edit and passes what is sound, offline, in ${locale}`, async ({ browser }, testInfo) => {
    const words = verdicts[locale]
    const context = await browser.newContext({ locale, offline: true })
    const asked: string[] = []
    const visitor = await context.newPage()
    visitor.on('request', (request) => asked.push(request.url()))
    const faults: string[] = []
    visitor.on('pageerror', (error) => faults.push(String(error)))
    visitor.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    await visitor.goto(page)
    await expect(visitor.locator('html')).toHaveAttribute('lang', locale)
    for (const edited of [false, true]) {
      const folder = await aLedgerExport(edited)
      await visitor.getByRole('button', { name: words.folder, exact: true }).setInputFiles(folder)
      await visitor.getByRole('button', { name: words.keys }).setInputFiles(path.join(folder, '../keys.txt'))
      await visitor.getByRole('button', { name: words.check, exact: true }).click()
      await expect(visitor.getByText(edited ? words.edited : words.sound, { exact: true })).toBeVisible()
      await expect(visitor.getByText(words.why, { exact: true })).toHaveCount(edited ? 1 : 0)
      for (const width of [1440, 390]) {
        await visitor.setViewportSize({ width, height: 900 })
        expect(await visitor.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
        await visitor.screenshot({ path: testInfo.outputPath(`verifier-${locale}-${edited}-${width}.png`), fullPage: true })
      }
      rmSync(path.dirname(folder), { recursive: true, force: true })
    }
    expect(asked).toEqual([page])
    expect(faults).toEqual([])
    await context.close()
  })
}
