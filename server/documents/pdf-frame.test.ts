import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import type { Content } from 'pdfmake/interfaces'
import { afterAll, describe, expect, it, vi } from 'vitest'
import {
  drawDefinition,
  drawPdf,
  fieldTable,
  heading,
  minuteText,
  pdfDefinition,
  recordTable,
  titledTable,
  unbroken,
} from './pdf-frame'

const paper = (lines: number, language: 'zh-CN' | 'en' = 'zh-CN') => ({
  language,
  title: language === 'en' ? 'Receipt' : '企业数据授权回执',
  subtitle: '授权编号 1',
  madeAt: new Date('2026-11-22T02:30:00Z'),
  content: [
    fieldTable([['授权企业', '神木市某某商贸有限公司']]),
    heading('办理记录'),
    ...Array.from({ length: lines }, (_, at) => ({ text: `第 ${at} 行：数据只用于本次授权的目的。` })),
    unbroken('a1b2'.repeat(400)),
  ],
})
const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0

const folder = mkdtempSync(path.join(os.tmpdir(), 'pdf-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a PDF', () => {
  it('is A4, with Chinese embedded as a subset of its fonts, and breaks into pages', async () => {
    const pdf = await drawPdf(paper(120))
    const text = pdf.toString('latin1')
    expect(text.startsWith('%PDF-')).toBe(true)
    expect(text).toContain('/MediaBox [0 0 595.28 841.89]')
    expect(text).toMatch(/\/FontName \/[A-Z]{6}\+NotoSansSC/)
    expect(pagesOf(pdf)).toBeGreaterThan(2)
    expect(pdf.length).toBeLessThan(200_000)
  })

  it('carries head, page numbers and the mark of simulated data on every page', () => {
    const { header, footer, watermark, pageSize } = pdfDefinition(paper(1))
    expect(pageSize).toBe('A4')
    expect(JSON.stringify([header, watermark])).toContain('仿真数据')
    const foot = typeof footer === 'function' ? footer(2, 3, { width: 0, height: 0, orientation: 'portrait' }) : null
    expect(JSON.stringify(foot)).toContain('第 2 页，共 3 页')
    expect(JSON.stringify(pdfDefinition(paper(1, 'en')))).toContain('Simulated data')
  })

  it('prints the clock of Beijing', () => {
    expect(minuteText(new Date('2026-11-22T16:05:00Z'))).toBe('2026-11-23 00:05')
  })
})

describe('a document that names a file or an address', () => {
  it('gets neither', async () => {
    let asked = 0
    const server = createServer((_, response) => {
      asked++
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const secret = path.join(folder, 'secret.png')
    // One white pixel: an image that would be drawn if it were read.
    const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
    writeFileSync(secret, Buffer.from(pixel, 'base64'))
    const image = (source: string) => drawDefinition({ content: [{ image: source }], defaultStyle: { font: 'NotoSansSC' } })
    await expect(image(secret)).rejects.toThrow()
    await expect(image(`http://127.0.0.1:${port}/x.png`)).rejects.toThrow()
    // Control: the same picture, given with the document, is drawn.
    expect((await image(`data:image/png;base64,${pixel}`)).length).toBeGreaterThan(500)
    await new Promise((resolve) => server.close(resolve))
    expect(asked).toBe(0)
  })
})

type Drawn = { inlines: readonly { text: string }[] }
type Renderer = { default: { prototype: { renderLine(line: Drawn, x: number, y: number): void } } }

describe('a table under its title', () => {
  const tables = 24
  const title = (at: number) => heading(`表${at}`)
  const table = (at: number) =>
    recordTable(
      ['项目', '结果'],
      [
        [`甲${at}`, '一'],
        [`乙${at}`, '二'],
      ],
      ['*', 80],
    )
  /** Tables with ever more lines between them, so that some come to stand across the end of a page: those that were torn. */
  async function torn(set: (at: number) => Content[]): Promise<number[]> {
    const content = Array.from({ length: tables }, (_, at) => [
      ...set(at),
      ...Array.from({ length: at }, (): Content => ({ text: '行' })),
    ])
    const require = createRequire(path.join(process.cwd(), 'package.json'))
    const { prototype } = (require('pdfmake/js/Renderer.js') as Renderer).default
    const drawn = vi.spyOn(prototype, 'renderLine')
    await drawPdf({ ...paper(0), content: content.flat() })
    const heights = new Map(
      drawn.mock.calls.map(([line, , y]) => [
        line.inlines
          .map(({ text }) => text)
          .join('')
          .trim(),
        y,
      ]),
    )
    drawn.mockRestore()
    const at = (text: string) => heights.get(text) ?? Number.NaN
    return Array.from({ length: tables }, (_, i) => i).filter(
      (i) => !(at(`表${i}`) < at(`甲${i}`) && at(`甲${i}`) < at(`乙${i}`)),
    )
  }

  it('is on one page with it where it is short', async () => {
    expect(await torn((at) => [titledTable(title(at), table(at))])).toEqual([])
    expect((await torn((at) => [title(at), table(at)])).length).toBeGreaterThan(0) // the control
  }, 30_000)

  it('breaks where it is long', () => {
    const rows = Array.from({ length: 60 }, (_, at) => [`${at}`, ''])
    expect(titledTable(title(1), recordTable(['项目', '结果'], rows, ['*', 80]))).toMatchObject({ unbreakable: false })
  })
})
