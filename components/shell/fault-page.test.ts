import { readFileSync } from 'node:fs'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { FaultPage } from './fault-page'

const error = Object.assign(new Error('broken'), { digest: '4711' })
const shown = (home?: string) => renderToStaticMarkup(createElement(FaultPage, { error, reset: () => {}, home }))

test('a page that failed has its reference, the way back, another try, and says that the data is simulated', () => {
  expect(shown()).toMatch(/4711[\s\S]*重试[\s\S]*href="\/"[\s\S]*仿真数据/)
  expect(shown()).not.toContain('broken')
  expect(shown('/bank')).toMatch(/重试[\s\S]*href="\/bank"/)
})

test.each(['sme', 'bank', 'office', 'agency', 'operator'])(
  'the portal %s catches its own pages, so that its frame stays',
  (portal) => {
    expect(readFileSync(`app/${portal}/error.tsx`, 'utf8')).toContain(`home="/${portal}"`)
  },
)
