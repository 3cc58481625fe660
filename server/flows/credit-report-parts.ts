import type { Content, ContentTable } from 'pdfmake/interfaces'
import { heading, minuteText, recordTable, titledTable } from '@/server/documents/pdf-frame'
import { decimalText } from '@/server/kernel/number-text'
import { gateCodes, type LegalItem, ruleCited } from '@/server/portrait/schema'
import { shownHealth } from '@/server/report/domain/shown-health'
import type { ReportContent, ReportHealth } from '@/server/report/schema'
import { dishonestyCategories } from '@/server/sources/schema'
import { monthlyBars } from './credit-report-charts'
import type { ReportWords } from './credit-report-words'

/** Rows closer together than on a receipt: a report has many. */
export const denseTable = (...table: Parameters<typeof recordTable>): ContentTable => ({
  ...recordTable(...table),
  fontSize: 9,
  layout: {
    hLineWidth: (at) => (at === 1 ? 0.8 : 0.4),
    vLineWidth: () => 0,
    hLineColor: () => '#cbd2d9',
    paddingTop: () => 2.6,
    paddingBottom: () => 2,
  },
})

const small = (text: string): Content => ({ text, style: 'small', margin: [0, 6, 0, 0] })

export function legalOnPaper({ sections }: ReportContent, { t, indicators, axes, day, classes }: ReportWords): Content[] {
  if (!sections.LEGAL) return []
  const { items, unread } = sections.LEGAL
  const nameOf = (code: string) => {
    const gate = gateCodes.find((one) => one === code)
    const category = dishonestyCategories.find((one) => one === code)
    return gate ? indicators(`gates.${gate}.name`) : category ? axes(`categories.${category}`) : code
  }
  const cureOf = (code: string) => {
    const gate = gateCodes.find((one) => one === code)
    return gate ? indicators(`gates.${gate}.cure`) : axes('cure')
  }
  const repairOf = ({ repairableFrom, repairableNow }: LegalItem) =>
    repairableFrom ? axes(repairableNow ? 'repairNow' : 'repairFrom', { on: day(repairableFrom) }) : t('paper.untilCured')
  const title = heading(t('sections.LEGAL'))
  const rules = new Set(items.flatMap(({ code, rule }) => ruleCited(code, rule) ?? []))
  return [
    ...(items.length === 0
      ? [title, { text: t('paper.noLegal') }]
      : [
          titledTable(
            title,
            denseTable(
              [
                t('paper.legalItem'),
                t('paper.legalAuthority'),
                t('paper.legalSince'),
                t('paper.legalEnds'),
                t('paper.legalCure'),
              ],
              items.map((item) => [
                `${nameOf(item.code)}${item.severity ? ` (${axes(`severity.${item.severity}`)})` : ''}\n${axes('record', { id: item.recordId })}`,
                item.authority ?? '--',
                day(item.since),
                item.endsOn ? day(item.endsOn) : t('paper.untilCured'),
                `${repairOf(item)}\n${cureOf(item.code)}`,
              ]),
              ['*', 82, 62, 62, 150],
            ),
          ),
        ]),
    ...[...rules].map((rule) => small(axes('rule', { rule: indicators(`repairRules.${rule}`) }))),
    ...(unread.length > 0 ? [small(t('paper.legalUnknown', { classes: classes(unread) }))] : []),
  ]
}

export function evaluationsOnPaper({ sections }: ReportContent, { t, axes, indicators, day }: ReportWords): Content[] {
  const rows = sections.EVALUATIONS
  if (!rows) return []
  const resultOf = (value: string) =>
    axes.has(`values.${value}` as 'values.GREEN') ? axes(`values.${value}` as 'values.GREEN') : value
  const dateOf = (on: string | null) => (on === null ? '--' : on.length === 4 ? axes('year', { year: on }) : day(on))
  const isNone = (value: string) => value === 'NOT_EVALUATED'
  const title = heading(t('sections.EVALUATIONS'))
  return [
    ...(rows.length === 0
      ? [title, { text: t('paper.noEvaluations') }]
      : [
          titledTable(
            title,
            denseTable(
              [t('paper.evaluation'), t('paper.result'), t('paper.issuer'), t('paper.date'), t('paper.evaluationSource')],
              rows.map((row) => [
                axes(`evaluations.${row.kind}`),
                resultOf(row.value),
                isNone(row.value) ? '--' : (row.issuer ?? axes(`issuers.${row.kind}`)),
                row.year ? `${axes('year', { year: row.year })}\n${dateOf(row.on)}` : dateOf(row.on),
                capital(indicators(`dataClasses.${row.dataClass}`)),
              ]),
              ['*', 84, 118, 76, 76],
            ),
          ),
        ]),
    ...(rows.some(({ value }) => isNone(value)) ? [small(axes('notEvaluatedHint'))] : []),
  ]
}

type Series = 'salesFen' | 'headcount' | 'kwh'

export function trendsOnPaper({ sections }: ReportContent, { t, months, month, isEnglish }: ReportWords): Content[] {
  const points = sections.TRENDS
  if (!points) return []
  const named = { salesFen: 'sales', headcount: 'headcount', kwh: 'kwh' } as const
  const unit = (key: Series) =>
    key === 'salesFen' ? (isEnglish ? '¥10,000' : '万元') : months(`units.${key === 'kwh' ? 'kwh' : 'people'}`)
  const format = (key: Series) => (value: number) =>
    key === 'salesFen'
      ? decimalText(BigInt(Math.round(value)), 1_000_000n, value === 0 || value >= 10_000_000 ? 0 : 1)
      : decimalText(BigInt(Math.round(value)), 1n, 0)
  const chart = (key: Series): Content[] => {
    const values = points.map((point) => point[key])
    const title = {
      text: `${months(named[key])}${isEnglish ? ' ' : ''}${isEnglish ? `(${unit(key)})` : `（${unit(key)}）`}`,
      bold: true,
      fontSize: 9.5,
    }
    if (values.every((value) => value === null)) return [title, small(months('noSeries'))]
    const drawn = monthlyBars({
      width: 232,
      height: 104,
      months: points.map((point) => month(point.month)),
      values,
      format: format(key),
    })
    return [title, { svg: drawn, margin: [0, 2, 0, 0] }]
  }
  return [
    // A chart never leaves its title or the section's heading behind on the page before.
    {
      stack: [
        heading(t('sections.TRENDS')),
        { text: t('paper.trendLead'), style: 'small', margin: [0, 0, 0, 6] },
        { columns: [chart('salesFen'), chart('kwh')], columnGap: 18 },
      ],
      unbreakable: true,
    },
    { stack: [{ columns: [chart('headcount'), { text: '' }], columnGap: 18 }], unbreakable: true, margin: [0, 8, 0, 0] },
  ]
}

/** Which way each series went, and where the firm stands among its peers. */
function comparedOnPaper({ trends, peers }: ReportHealth, { t, name, value, range, isEnglish }: ReportWords): Content[] {
  const titled = (text: string, body: ContentTable | null, none: string): Content => {
    const title: Content = { text, bold: true, margin: [0, 10, 0, 3], headlineLevel: 1 }
    return body ? titledTable(title, body) : { stack: [title, { text: none }] }
  }
  const directions =
    trends.length === 0
      ? null
      : denseTable(
          [t('paper.series'), t('paper.direction'), t('paper.period')],
          trends.map(({ series, direction, from, to }) => [
            t(`health.trends.names.${series}`),
            t(`paper.directions.${direction}`),
            range(from, to),
          ]),
          ['*', 80, isEnglish ? 130 : 120],
        )
  const places =
    peers?.length === 0
      ? null
      : denseTable(
          [t('health.peers.figure'), t('health.peers.median'), t('health.peers.place'), t('health.peers.scope')],
          (peers ?? []).map(({ id, median, place, scope, firms }) => [
            name(id),
            value(id, median),
            place ? t(`health.peers.places.${place}`) : '--',
            t(`health.peers.scopes.${scope}`, { firms }),
          ]),
          ['*', 82, 66, isEnglish ? 160 : 136],
        )
  return [
    titled(t('paper.trend'), directions, t('health.trends.none')),
    ...(peers ? [titled(t('health.peers.title'), places, t('paper.noPeers'))] : []),
  ]
}

export function healthOnPaper({ sections }: ReportContent, words: ReportWords): Content[] {
  if (!sections.HEALTH) return []
  const { t, name, value, figure, range, isEnglish } = words
  const check = shownHealth(sections.HEALTH)
  const of = (state: string) => check.signs.filter((sign) => sign.state === state)
  const [fired, clear, unknown] = [of('FIRED'), of('CLEAR'), of('UNKNOWN')]
  const title = heading(t('sections.HEALTH'))
  const ruleNames = (signs: typeof fired) =>
    signs.map(({ ruleId }) => t(`health.rules.${ruleId}.name`)).join(isEnglish ? ', ' : '、')
  const points = (rows: typeof check.strengths): Content =>
    rows.length === 0
      ? { text: t('paper.nothing') }
      : { ul: rows.map((row) => `${name(row.indicatorId)}${isEnglish ? ': ' : '：'}${value(row.indicatorId, row.value)}`) }
  return [
    ...(fired.length === 0
      ? [title, { text: t('paper.signsNone', { count: clear.length }) }]
      : [
          titledTable(
            title,
            denseTable(
              [t('paper.signs'), t('paper.value'), ''],
              fired.map((sign) => [
                t(`health.rules.${sign.ruleId}.name`),
                sign.figures
                  .map(
                    (one) =>
                      `${t(`health.figures.${one.key}`)}${isEnglish ? ': ' : '：'}${figure(one)}${one.from && one.to ? ` (${range(one.from, one.to)})` : ''}`,
                  )
                  .join('\n'),
                t(`health.weights.${sign.weight}`),
              ]),
              [120, '*', 48],
            ),
          ),
        ]),
    ...(unknown.length > 0 ? [small(t('paper.signsUnknown', { names: ruleNames(unknown) }))] : []),
    {
      stack: [
        {
          columnGap: 18,
          columns: [
            [{ text: t('paper.strengths'), bold: true, margin: [0, 0, 0, 3] }, points(check.strengths)],
            [{ text: t('paper.weaknesses'), bold: true, margin: [0, 0, 0, 3] }, points(check.weaknesses)],
          ],
        },
      ],
      unbreakable: true,
      margin: [0, 10, 0, 0],
    },
    ...comparedOnPaper(check, words),
    small(t('paper.rules', { version: check.rules })),
  ]
}

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)

export function sourcesOnPaper({ sections }: ReportContent, { t, indicators, range, isEnglish }: ReportWords): Content[] {
  const rows = sections.SOURCES
  if (!rows) return []
  return [
    heading(t('sections.SOURCES')),
    denseTable(
      [t('paper.source'), t('paper.provider'), t('paper.state'), t('paper.period'), t('paper.received')],
      rows.map((row) => [
        // Named as within a sentence; here each begins a row.
        capital(indicators(`dataClasses.${row.dataClass}`)),
        isEnglish ? row.providerEn : row.provider,
        indicators(`coverage.${row.state}`),
        row.from && row.to ? range(row.from, row.to) : '--',
        row.receivedAt ? minuteText(new Date(row.receivedAt)) : '--',
      ]),
      [isEnglish ? 86 : 74, '*', 46, isEnglish ? 106 : 100, 84],
    ),
    small(t('paper.fetched')),
  ]
}
