import { createRequire } from 'node:module'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { drawPdf, type PdfDocument, pdfDefinition, unbroken } from '@/server/documents/pdf-frame'
import { canonicalJson } from '@/server/portrait/canonical-json'
import { buildPortrait } from '@/server/portrait/domain/build-portrait'
import { AS_OF, sampleFacts } from '@/server/portrait/domain/facts.fixture'
import { checkHealth } from '@/server/portrait/domain/health/check-health'
import { cardByVersion } from '@/server/portrait/domain/score-card'
import { ReportContent, spacedCode, verifyPath } from '@/server/report/schema'
import { codeHash, openContent, sealContent, sha256 } from '@/server/report/secret'
import { aReport, held } from './credit-report.fixture'
import { reportPaper } from './credit-report-paper'
import { openIssued } from './verify-report'

const card = cardByVersion('EXPERT-2026.2')
const contentHash = (content: ReturnType<typeof aReport>) => sha256(canonicalJson(content))
const onPaper = (content: ReturnType<typeof aReport>) =>
  reportPaper({ content, code: held.code, contentHash: contentHash(content) })
const sealed = (content: unknown) => sealContent(held, canonicalJson(JSON.parse(JSON.stringify(content))))

beforeEach(() => vi.stubEnv('NEXTAUTH_URL', 'https://xyd.example.cn'))
afterEach(() => vi.unstubAllEnvs())

describe('the paper of a credit report', () => {
  it('leads to the platform’s own address, and is not drawn where that is not known', () => {
    const printed = JSON.stringify(pdfDefinition(onPaper(aReport())))
    expect(printed).toContain(`"qr":"https://xyd.example.cn${verifyPath(held.number, held.code)}"`)
    expect(printed).toContain('"https://xyd.example.cn/verify"')
    vi.stubEnv('NEXTAUTH_URL', '')
    expect(() => onPaper(aReport())).toThrow('NEXTAUTH_URL is not set')
  })
  it.each(['zh-CN', 'en'] as const)('prints hash, number, code and the address of its check (%s)', (language) => {
    const content = aReport({ language })
    const text = JSON.stringify(pdfDefinition(onPaper(content)))
    for (const printed of [contentHash(content), held.number, spacedCode(held.code), verifyPath(held.number, held.code)]) {
      expect(text).toContain(printed)
    }
  })
  it('shows what was chosen and nothing else', () => {
    const all = JSON.stringify(pdfDefinition(onPaper(aReport())))
    const { SCORE } = aReport().sections
    const little = JSON.stringify(pdfDefinition(onPaper({ ...aReport(), sections: { SCORE } })))
    for (const heading of ['法定状态', '数据来源和日期', '健康诊断', '经营和用能趋势']) {
      const headed = `"text":"${heading}","style":"heading"`
      expect(all).toContain(headed)
      expect(little).not.toContain(headed)
    }
    expect(little).toContain('信用分和等级')
  })
})

type Drawn = { inlines: readonly { text: string }[] }
type Renderer = { default: { prototype: { renderLine(line: Drawn, x: number, y: number): void } } }

/** Each line of text as it is drawn, after pdfmake has broken it to the width of its column. */
async function drawnLines(paper: PdfDocument): Promise<string[]> {
  const require = createRequire(path.join(process.cwd(), 'package.json'))
  const { prototype } = (require('pdfmake/js/Renderer.js') as Renderer).default
  const drawn = vi.spyOn(prototype, 'renderLine')
  try {
    await drawPdf(paper)
    return drawn.mock.calls.map(([line]) => line.inlines.map(({ text }) => text).join(''))
  } finally {
    drawn.mockRestore()
  }
}

describe('Chinese on paper', () => {
  const begins = /^\s*[。，、；：！？）》」』】”’]/u
  const ends = /[（《「『【“‘]\s*$/u

  it('is set with no closing mark first in a line and no opening mark last', async () => {
    const paper = onPaper(aReport())
    // Control: text that may break anywhere does begin lines so.
    const careless = '核验报告，'
    const lines = await drawnLines({ ...paper, content: [...paper.content, unbroken(careless.repeat(60))] })
    const isCareless = (line: string) => careless.repeat(60).includes(line) && line.length > 5
    const set = lines.filter((line) => !isCareless(line))
    expect(set.length).toBeGreaterThan(150)
    expect(set.filter((line) => begins.test(line) || ends.test(line))).toEqual([])
    expect(lines.some((line) => isCareless(line) && begins.test(line))).toBe(true)
  }, 90_000) // drawn in full, once: seconds where nothing else runs
})

describe('the health check on paper', () => {
  it('has the direction of each series and the place among peers, with how many they are', () => {
    const text = JSON.stringify(pdfDefinition(onPaper(aReport())))
    for (const printed of [
      '变化方向（近 12 个月与前 12 个月相比）',
      '下降',
      '同行比较',
      '后 25%',
      '同县区同行业大类 14 户',
      '全市同行业大类 41 户',
    ]) {
      expect(text).toContain(printed)
    }
  })
  it('is drawn of a report that was sealed with the whole check, and opens to the byte', () => {
    const older = ReportContent.parse({
      ...aReport(),
      sections: { HEALTH: checkHealth(buildPortrait(sampleFacts(), card, AS_OF)) },
    })
    const text = JSON.stringify(pdfDefinition(onPaper(older)))
    expect(text).toContain('变化方向')
    expect(text).not.toContain('同行比较')
    expect(openIssued(held, { sealedContent: sealed(older), contentHash: contentHash(older) })).toEqual(older)
  })
})

describe('content that was issued', () => {
  const content = aReport()
  const issued = { sealedContent: sealed(content), contentHash: contentHash(content) }

  it('opens with the code of its paper, to the byte', () => {
    expect(openIssued(held, issued)).toEqual(content)
    expect(sha256(openContent(held, issued.sealedContent))).toBe(issued.contentHash)
  })
  it('is not believed once a figure was changed, a key added, or the hash replaced', () => {
    const score = content.sections.SCORE
    if (!score) throw new Error('no score')
    const better = { ...content, sections: { ...content.sections, SCORE: { ...score, score: score.score + 100 } } }
    expect(openIssued(held, { ...issued, sealedContent: sealed(better) })).toBeNull()
    expect(openIssued(held, { ...issued, sealedContent: sealed({ ...content, note: 'x' }) })).toBeNull()
    expect(openIssued(held, { ...issued, contentHash: contentHash(better) })).toBeNull()
    expect(openIssued(held, { ...issued, sealedContent: `${issued.sealedContent.slice(0, -2)}AA` })).toBeNull()
    // Control: the same change with its own hash would open, so it is the hash on record that stops it.
    expect(openIssued(held, { sealedContent: sealed(better), contentHash: contentHash(better) })).toEqual(better)
  })
  it('opens for no other code and under no other number', () => {
    expect(openIssued({ ...held, code: '3'.repeat(16) }, issued)).toBeNull()
    expect(openIssued({ ...held, number: 'CR-20261122-222222' }, issued)).toBeNull()
    expect(codeHash(held)).not.toEqual(codeHash({ ...held, code: '3'.repeat(16) }))
  })
})
