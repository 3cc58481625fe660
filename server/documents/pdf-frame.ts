import { createRequire } from 'node:module'
import path from 'node:path'
import type { Content, ContentTable, TDocumentDefinitions } from 'pdfmake/interfaces'
import type { DocumentLanguage } from './schema'

// Drawn in the worker: a first page takes a few hundred milliseconds and the fonts some 100 MB of memory.

type PdfMake = {
  addFonts(fonts: Record<string, Record<string, string>>): void
  setUrlAccessPolicy(allow: (url: string) => boolean): void
  setLocalAccessPolicy(allow: (file: string) => boolean): void
  createPdf(document: TDocumentDefinitions): { getBuffer(): Promise<Buffer> }
}

const family = 'NotoSansSC'
let ready: PdfMake | undefined

/** pdfmake with the two weights of Noto Sans SC, and no way to any other file or to any address. */
function pdfMake(): PdfMake {
  if (ready) return ready
  const require = createRequire(path.join(process.cwd(), 'package.json'))
  const font = (weight: string) => require.resolve(`@expo-google-fonts/noto-sans-sc/${weight}/${family}_${weight}.ttf`)
  const [normal, bold] = [font('400Regular'), font('700Bold')]
  const pdfmake = require('pdfmake') as PdfMake
  pdfmake.addFonts({ [family]: { normal, bold, italics: normal, bolditalics: bold } })
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy((file) => file === normal || file === bold)
  ready = pdfmake
  return pdfmake
}

const words = {
  'zh-CN': {
    platform: '信易贷平台',
    simulated: '仿真数据',
    made: (at: string) => `生成时间 ${at}（北京时间）`,
    pages: (page: number, pages: number) => `第 ${page} 页，共 ${pages} 页`,
  },
  en: {
    platform: 'Credit-Easy Loan',
    simulated: 'Simulated data',
    made: (at: string) => `Made ${at} (Beijing time)`,
    pages: (page: number, pages: number) => `Page ${page} of ${pages}`,
  },
} as const

const ink = '#1f2933'
const soft = '#52606d'
const line = '#cbd2d9'

const minute = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })
/** Date and time as documents print it: 2026-11-22 10:30, by the clock of Beijing. */
export const minuteText = (at: Date) => minute.format(at)

export type PdfDocument = {
  language: DocumentLanguage
  title: string
  /** Under the title: what identifies this paper, such as its number. */
  subtitle: string
  madeAt: Date
  /** Stands in the head of every page, so that a loose page is known. */
  running?: string
  content: Content[]
}

/** Fields with their values, one a line, in a quiet table. */
export const fieldTable = (rows: readonly (readonly [string, string])[]): ContentTable => ({
  layout: { hLineWidth: () => 0.5, vLineWidth: () => 0, hLineColor: () => line, paddingTop: () => 5, paddingBottom: () => 5 },
  table: {
    widths: [112, '*'],
    dontBreakRows: true,
    body: rows.map(([name, value]) => [{ text: name, color: soft }, { text: value }]),
  },
})

/** A table with a head that is repeated on every page. */
export const recordTable = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  widths: (string | number)[],
): ContentTable => ({
  layout: {
    hLineWidth: (at) => (at === 1 ? 1 : 0.5),
    vLineWidth: () => 0,
    hLineColor: () => line,
    paddingTop: () => 5,
    paddingBottom: () => 5,
  },
  table: {
    headerRows: 1,
    dontBreakRows: true,
    widths,
    body: [head.map((text) => ({ text, bold: true })), ...rows.map((row) => row.map((text) => ({ text })))],
  },
})

export const heading = (text: string): Content => ({ text, style: 'heading', headlineLevel: 1 })

/** A table of no more rows is not parted from its title, nor its rows from its head; a longer one breaks where it must. */
const mostTogether = 10

/** A table under its title. */
export const titledTable = (title: Content, table: ContentTable): Content => ({
  stack: [title, table],
  unbreakable: table.table.body.length <= mostTogether + 1,
})

/** A long run without spaces (a hash, a signature), which wraps anywhere. Chinese wraps by itself, no closing mark first. */
export const unbroken = (text: string) => ({ text, style: 'small', wordBreak: 'break-all' as const })

/** The font draws ’ as wide as a Chinese character: in English words a straight apostrophe stands in its place. */
function straightened<Part>(part: Part): Part {
  if (typeof part === 'string') return part.replaceAll('’', "'") as Part & string
  if (Array.isArray(part)) return part.map(straightened) as Part & unknown[]
  if (part === null || typeof part !== 'object') return part
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, straightened(value)])) as Part
}

/** Everything of the page but its content: A4, head and foot with page numbers, and the mark of simulated data on each page. */
export function pdfDefinition({ language, title, subtitle, madeAt, running, content }: PdfDocument): TDocumentDefinitions {
  const said = words[language]
  return {
    pageSize: 'A4',
    pageMargins: [56, 64, 56, 60],
    info: { title, author: said.platform, subject: subtitle, creationDate: madeAt },
    language,
    defaultStyle: { font: family, fontSize: 10, lineHeight: 1.35, color: ink },
    styles: {
      title: { fontSize: 20, bold: true, lineHeight: 1.2 },
      heading: { fontSize: 13, bold: true, margin: [0, 18, 0, 6] },
      small: { fontSize: 8.5, color: soft },
    },
    watermark: { text: said.simulated, color: '#9aa5b1', opacity: 0.16, angle: -35, fontSize: 64, bold: true },
    header: {
      margin: [56, 28, 56, 0],
      columns: [
        { text: said.platform, style: 'small' },
        ...(running ? [{ text: running, style: 'small', alignment: 'center' as const }] : []),
        { text: said.simulated, style: 'small', alignment: 'right' },
      ],
    },
    footer: (page, pages) => ({
      margin: [56, 16, 56, 0],
      columns: [
        { text: said.made(minuteText(madeAt)), style: 'small' },
        { text: said.pages(page, pages), style: 'small', alignment: 'right' },
      ],
    }),
    // A heading never stands last on its page.
    pageBreakBefore: (node, nodes) => node.headlineLevel === 1 && nodes.getFollowingNodesOnPage().length === 0,
    content: [
      { text: title, style: 'title' },
      { text: subtitle, style: 'small', margin: [0, 4, 0, 10] },
      ...(language === 'en' ? content.map(straightened) : content),
    ],
  }
}

/** The paper as a PDF, fonts subset and embedded. */
export const drawPdf = (document: PdfDocument): Promise<Buffer> => pdfMake().createPdf(pdfDefinition(document)).getBuffer()

/** A definition of somebody else's making, under the same closed policies; for tests of these. */
export const drawDefinition = (definition: TDocumentDefinitions): Promise<Buffer> => pdfMake().createPdf(definition).getBuffer()
