import { scaleLinear } from 'd3-scale'

// Charts for paper: SVG text that pdfmake draws as vectors. Widths and heights in points.

const font = 'font-family="NotoSansSC"'
const ink = '#1f2933'
const soft = '#52606d'
const grid = '#e2e5e9'
const blue = '#1e5099'
const pale = '#dfe3e8'
const ramp = ['#e3eefc', '#b4d0f5', '#78a7e6', '#3c74c2', '#184589']

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
const at = (value: number) => String(Math.round(value * 100) / 100)

type TextPlace = { x: number; y: number; size?: number; fill?: string; anchor?: 'start' | 'middle' | 'end'; bold?: boolean }
const text = (words: string, { x, y, size = 8, fill = soft, anchor = 'start', bold }: TextPlace) =>
  `<text x="${at(x)}" y="${at(y)}" font-size="${size}" fill="${fill}" text-anchor="${anchor}" ${font}${bold ? ' font-weight="bold"' : ''}>${escaped(words)}</text>`
const rect = (x: number, y: number, width: number, height: number, fill: string) =>
  `<rect x="${at(x)}" y="${at(y)}" width="${at(Math.max(0, width))}" height="${at(Math.max(0, height))}" fill="${fill}"/>`
const svg = (width: number, height: number, parts: string[]) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${parts.join('')}</svg>`

/** The score on its whole range, with the bands of the grades. */
export function scoreScale(
  score: number,
  grade: string,
  bands: readonly { grade: string; from: number; to: number }[],
  width: number,
) {
  const [from, to] = [bands[0]?.from ?? 300, bands.at(-1)?.to ?? 850]
  const x = scaleLinear([from, to], [0, width])
  const mark = Math.min(width - 5, Math.max(5, x(score)))
  const parts = bands.flatMap((band, index) => [
    rect(x(band.from), 12, x(band.to) - x(band.from), 18, ramp[index] ?? pale),
    text(band.grade, {
      x: x((band.from + band.to) / 2),
      y: 24.5,
      size: 9,
      anchor: 'middle',
      fill: index < 3 ? ink : '#ffffff',
      bold: band.grade === grade,
    }),
    text(String(band.from), { x: x(band.from), y: 41, size: 7.5, anchor: index === 0 ? 'start' : 'middle' }),
  ])
  parts.push(text(String(to), { x: width, y: 41, size: 7.5, anchor: 'end' }))
  parts.push(`<path d="M${at(mark - 5)} 2H${at(mark + 5)}L${at(mark)} 11Z" fill="${ink}"/>`)
  return svg(width, 44, parts)
}

/** Points earned out of the most that could be, as one bar. */
export const shareBar = (part: number, whole: number, width: number) =>
  svg(width, 10, [rect(0, 2, width, 6, pale), rect(0, 2, whole > 0 ? (width * Math.max(0, part)) / whole : 0, 6, blue)])

type Monthly = {
  width: number
  height: number
  months: readonly string[]
  values: readonly (number | null)[]
  format: (value: number) => string
}

/** One bar a month from zero; × where a month has no data. The last bar and the grid lines carry their values. */
export function monthlyBars({ width, height, months, values, format }: Monthly) {
  const most = Math.max(1, ...values.map((value) => value ?? 0))
  const [left, bottom] = [40, height - 14]
  const y = scaleLinear([0, most], [bottom, 10]).nice(3)
  const step = (width - left) / Math.max(1, values.length)
  const parts = y
    .ticks(3)
    .flatMap((tick) => [
      `<line x1="${left}" x2="${width}" y1="${at(y(tick))}" y2="${at(y(tick))}" stroke="${grid}" stroke-width="0.6"/>`,
      text(format(tick), { x: left - 4, y: y(tick) + 2.5, size: 7, anchor: 'end' }),
    ])
  values.forEach((value, index) => {
    const x = left + index * step
    if (value === null) parts.push(text('×', { x: x + step / 2, y: bottom - 2, size: 7, anchor: 'middle' }))
    else
      parts.push(rect(x + step * 0.14, y(value), step * 0.72, bottom - y(value), index >= values.length - 12 ? blue : '#9db7dc'))
  })
  const labels = [0, Math.floor((values.length - 1) / 2), values.length - 1]
  labels.forEach((index, place) => {
    const anchor = place === 0 ? 'start' : place === 2 ? 'end' : 'middle'
    const x = place === 0 ? left : place === 2 ? width : left + (index + 0.5) * step
    parts.push(text(months[index] ?? '', { x, y: height - 3, size: 7, anchor }))
  })
  return svg(width, height, parts)
}
