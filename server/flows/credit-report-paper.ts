import type { Content, TableCell } from 'pdfmake/interfaces'
import { fieldTable, heading, minuteText, type PdfDocument, titledTable, unbroken } from '@/server/documents/pdf-frame'
import { type ReportContent, spacedCode } from '@/server/report/schema'
import { verifyAddress } from '@/server/report/verify-address'
import { scoreScale, shareBar } from './credit-report-charts'
import { denseTable, evaluationsOnPaper, healthOnPaper, legalOnPaper, sourcesOnPaper, trendsOnPaper } from './credit-report-parts'
import { type ReportWords, reportWords } from './credit-report-words'

const soft = '#52606d'
const quiet = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0,
  hLineColor: () => '#cbd2d9',
  paddingTop: () => 4,
  paddingBottom: () => 4,
}

export type ReportOnPaper = { content: ReportContent; code: string; contentHash: string }

function identityBlock({ content, code }: ReportOnPaper, { t, day, money, industry, county }: ReportWords): Content {
  const { identity, number } = content
  const rows: [string, string][] = [
    [t('paper.creditCode'), identity.creditCode],
    [t('paper.legalForm'), t(`paper.legalForms.${identity.legalForm}`)],
    [t('paper.industry'), industry(identity.industry)],
    [t('paper.county'), county(identity.countyCode)],
    [t('paper.foundedOn'), day(identity.foundedOn)],
    ...(identity.registeredCapitalFen
      ? [[t('paper.registeredCapital'), money(BigInt(identity.registeredCapitalFen))] as [string, string]]
      : []),
    [t('paper.status'), t(`paper.statuses.${identity.registerStatus}`)],
  ]
  return {
    columns: [
      [
        { text: identity.name, fontSize: 15, bold: true, margin: [0, 0, 0, 6] },
        { ...fieldTable(rows), fontSize: 9.5 },
      ],
      {
        width: 128,
        stack: [
          { qr: verifyAddress(number, code).href, fit: 104, eccLevel: 'M', foreground: '#1f2933', alignment: 'right' },
          { text: t('paper.verify'), bold: true, fontSize: 9, alignment: 'right', margin: [0, 6, 0, 2] },
          { text: t('paper.code'), style: 'small', alignment: 'right' },
          { text: spacedCode(code), fontSize: 9.5, bold: true, alignment: 'right' },
        ],
      },
    ],
    columnGap: 20,
  }
}

function datesBlock({ content }: ReportOnPaper, { t, day }: ReportWords): Content {
  const cell = (label: string, value: string): TableCell => ({
    stack: [
      { text: label, style: 'small' },
      { text: value, bold: true },
    ],
    fillColor: '#f3f5f7',
    margin: [6, 4, 6, 4],
  })
  const cells = [
    cell(t('paper.asOf'), day(content.portrait.asOf)),
    cell(t('paper.issuedAt'), minuteText(new Date(content.issuedAt))),
    cell(t('paper.validUntil'), day(content.validUntil)),
    ...(content.addressee ? [cell(t('paper.addressee'), content.addressee)] : []),
  ]
  return { margin: [0, 14, 0, 0], layout: 'noBorders', table: { widths: cells.map(() => '*'), body: [cells] } }
}

function scoreOnPaper(content: ReportContent, { t, indicators, rate }: ReportWords): Content[] {
  const found = content.sections.SCORE
  if (!found) return []
  const { score, grade, confidenceBps, interval, dimensions, bands, basis } = found
  const range =
    interval.low < interval.high ? `${interval.low} – ${interval.high} (${interval.gradeLow} – ${interval.gradeHigh})` : null
  const bars: TableCell[][] = dimensions.map(({ id, points, max }) => [
    { text: indicators(`dimensions.${id}`) },
    { svg: shareBar(points, max, 240), margin: [0, 2, 0, 0] },
    { text: `${points} / ${max}`, alignment: 'right' },
  ])
  return [
    heading(t('sections.SCORE')),
    {
      columns: [
        {
          width: 150,
          stack: [
            {
              text: [
                { text: String(score), fontSize: 34, bold: true },
                { text: `   ${t('paper.grade')} `, color: soft },
                { text: grade, fontSize: 20, bold: true },
              ],
            },
            { text: t('paper.outOf'), style: 'small' },
          ],
        },
        { stack: [{ svg: scoreScale(score, grade, bands, 310) }], margin: [0, 6, 0, 0] },
      ],
    },
    {
      margin: [0, 6, 0, 6],
      text: [
        `${t('paper.confidence')} ${rate(confidenceBps)}`,
        `    ${range ? `${t('paper.interval')} ${range}` : t('paper.intervalNone')}`,
        `    ${t('paper.card')} ${content.portrait.cardVersion}`,
      ].join(''),
      style: 'small',
    },
    { layout: quiet, table: { widths: [110, '*', 60], dontBreakRows: true, body: bars } },
    { text: indicators(`basis.${basis}`), style: 'small', margin: [0, 6, 0, 0] },
  ]
}

function factorsOnPaper(content: ReportContent, { t, name, reading, isEnglish }: ReportWords): Content[] {
  const all = content.sections.FACTORS
  if (!all) return []
  const known = all.filter(({ factor }) => factor.effect !== 'MISSING')
  const distance = ({ factor }: (typeof all)[number]) => factor.points - factor.neutral
  const table = (title: string, rows: typeof all): Content[] =>
    rows.length === 0
      ? []
      : [
          titledTable(
            { text: title, bold: true, margin: [0, 8, 0, 4], headlineLevel: 1 },
            denseTable(
              [t('paper.indicator'), t('paper.value'), t('paper.points'), t('paper.effect')],
              rows.map((row) => [
                name(row.factor.indicatorId),
                reading(row.reading),
                `${row.factor.points} / ${row.factor.best}`,
                t(`paper.effects.${distance(row) > 0 ? 'HELPS' : 'HURTS'}`, { points: Math.abs(distance(row)) }),
              ]),
              ['*', 110, 58, isEnglish ? 92 : 70],
            ),
          ),
        ]
  const missing = all.length - known.length
  return [
    heading(t('sections.FACTORS')),
    ...table(
      t('paper.helps'),
      known.filter((row) => distance(row) > 0).sort((a, b) => distance(b) - distance(a)),
    ),
    ...table(
      t('paper.hurts'),
      known.filter((row) => distance(row) < 0).sort((a, b) => distance(a) - distance(b)),
    ),
    ...(missing > 0 ? [{ text: t('paper.missing', { count: missing }), style: 'small', margin: [0, 6, 0, 0] } as Content] : []),
  ]
}

function truthOnPaper({ content, code, contentHash }: ReportOnPaper, { t, isEnglish }: ReportWords): Content[] {
  const shown = Object.keys(content.sections).map((one) => t(`sections.${one as 'SCORE'}`))
  const notes = [
    t('paper.notes.four', { sections: [t('paper.identity'), ...shown].join(isEnglish ? ', ' : '、') }),
    t('paper.notes.one'),
    ...(content.sections.SCORE?.basis === 'EXPERT'
      ? [t(content.portrait.axesApart ? 'paper.notes.two' : 'paper.notes.twoCounted')]
      : []),
    t('paper.notes.three'),
  ]
  const page = verifyAddress(content.number, code)
  const stack: Content[] = [
    heading(t('paper.truth')),
    { ol: notes, fontSize: 9.5, margin: [0, 0, 0, 8] },
    fieldTable([
      [t('list.number'), content.number],
      [t('paper.code'), spacedCode(code)],
      [t('paper.verifyAt'), `${page.origin}${page.pathname.replace(/\/[^/]+$/, '')}`],
    ]),
    { text: t('paper.hash'), style: 'small', margin: [0, 8, 0, 0] },
    { ...unbroken(contentHash), color: '#1f2933' },
    { text: t('paper.portraitDigest'), style: 'small', margin: [0, 4, 0, 0] },
    unbroken(content.portrait.digest),
  ]
  // Number, code and hash stay on one page with the words on how to use them.
  return [{ stack, unbreakable: true }]
}

/**
 * The report as a paper to hand over: a pure function of its frozen content, its check code and its hash.
 * @throws Error where the platform's address is not set (`verifyAddress`)
 */
export function reportPaper(report: ReportOnPaper): PdfDocument {
  const { content } = report
  const words = reportWords(content.language)
  const { t } = words
  return {
    language: content.language,
    title: t('paper.title'),
    subtitle: t('paper.number', { number: content.number }),
    madeAt: new Date(content.issuedAt),
    running: content.number,
    content: [
      identityBlock(report, words),
      datesBlock(report, words),
      ...scoreOnPaper(content, words),
      ...factorsOnPaper(content, words),
      ...legalOnPaper(content, words),
      ...evaluationsOnPaper(content, words),
      ...trendsOnPaper(content, words),
      ...healthOnPaper(content, words),
      ...sourcesOnPaper(content, words),
      ...truthOnPaper(report, words),
    ],
  }
}
