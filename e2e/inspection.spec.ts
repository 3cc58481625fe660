import { expect, test } from '@playwright/test'
import { accessibilityFaults, overflows } from './pages/inspection'

const long = 'x'.repeat(90)
const style = `<style>
  body { margin: 0 }
  table, tbody, tr { display: block }
  td { display: grid; grid-template-columns: 7rem minmax(0, 1fr); padding: 0 }
  section { overflow-x: auto }
  td > div { min-width: 0 }
</style>`
const tableOf = (cell: string) =>
  `${style}<main><section><table class="data-table stacks"><tbody><tr><td><b>Name</b><div>${cell}</div></td></tr></tbody></table></section></main>`

// The walk's own eye for what does not fit a phone: each fault beside what is like it and in order.
test.describe('what does not fit a phone', () => {
  test('names a cell of a stacked table whose words are cut', async ({ page }) => {
    await page.setContent(tableOf(long))
    expect((await overflows(page, 'en')).map((one) => one.slice(0, 40))).toEqual([
      'overflow at 390: 1 cells too wide for th',
      'overflow at 360: 1 cells too wide for th',
    ])
    await page.setContent(tableOf(`<span style="overflow-wrap: anywhere">${long}</span>`))
    expect(await overflows(page, 'en')).toEqual([])
  })

  test('names text that is cut without a sign that there is more', async ({ page }) => {
    const box = (looks: string, rest = '') =>
      `${style}<main><p style="white-space: nowrap; overflow: hidden; ${looks}" ${rest}>${long} ${long}</p></main>`
    await page.setContent(box(''))
    expect((await overflows(page, 'zh-CN')).map((one) => one.slice(0, 29))).toEqual([
      'overflow at 390: 1 texts cut:',
      'overflow at 360: 1 texts cut:',
    ])
    await page.setContent(box('white-space: normal; overflow-wrap: anywhere; height: 1em'))
    expect(await overflows(page, 'zh-CN')).toHaveLength(2)
    for (const inOrder of [box('text-overflow: ellipsis'), box('', 'title="all of it"'), box('overflow-x: auto')]) {
      await page.setContent(inOrder)
      expect(await overflows(page, 'zh-CN')).toEqual([])
    }
  })

  test('names a page that is wider than the screen', async ({ page }) => {
    await page.setContent(`${style}<main><p style="width: 500px">${'word '.repeat(9)}</p></main>`)
    expect((await overflows(page, 'en')).map((one) => one.slice(0, 24))).toEqual([
      'overflow at 390: 500 px:',
      'overflow at 360: 500 px:',
    ])
  })
})

// Rows that look alike are looked at once; a row of another look further down must not slip by.
test.describe('what breaks a rule far down a long table', () => {
  const page = (odd: string) =>
    `<!doctype html><html lang="en"><title>Rows</title><style>td { padding: 12px }</style><main><table><tbody>${Array.from({ length: 30 }, (_, at) => `<tr><th scope="row">Row ${at}</th><td>${at === 24 ? odd : '<a href="/x">Open</a>'}</td></tr>`).join('')}</tbody></table></main></html>`
  const named = (faults: string[]) => faults.map((fault) => fault.split(' ')[1])

  test('is named: a faint state, a link without a name; rows in order are not', async ({ page: sheet }) => {
    await sheet.setContent(page('<a href="/x">Open</a>'))
    expect(await accessibilityFaults(sheet)).toEqual([])
    expect(await sheet.locator('[data-alike]').count()).toBe(29)
    await sheet.setContent(page('<a href="/x"><span style="color: #ddd">Late</span></a>'))
    expect(named(await accessibilityFaults(sheet))).toContain('color-contrast')
    await sheet.setContent(page('<a href="/x"></a>'))
    expect(named(await accessibilityFaults(sheet))).toContain('link-name')
  })
})
