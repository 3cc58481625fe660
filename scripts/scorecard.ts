// Fits and applies score cards: `npm run scorecard -- fit …` and `… apply …`; without arguments it says how.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { fileText } from '@/server/kernel/file-text'
import { readBreaks } from '@/server/scorecard/domain/breaks'
import { cardFromFile, cardToFile } from '@/server/scorecard/domain/card-file'
import { ScorecardFault } from '@/server/scorecard/domain/fault'
import { fitCard } from '@/server/scorecard/domain/fit-card'
import { readArff } from '@/server/scorecard/domain/read-arff'
import { readCsv } from '@/server/scorecard/domain/read-csv'
import { splitOf } from '@/server/scorecard/domain/split'
import type { Table } from '@/server/scorecard/domain/table'
import { binRows, coefficientRows, csvText, scoreRows } from '@/server/scorecard/domain/written'

const HOW = `npm run scorecard -- fit --data F.csv|F.arff --target COL --bad VALUE [--split odd-even|mod10|COLUMN=VALUE]
                          [--breaks B.json] [--points0 600 --odds0 1/19 --pdo 50] --out DIR
npm run scorecard -- apply --card C.json --data F.csv|F.arff [--reasons best|neutral] --out scores.csv
Breaks by column: [26, 35], ["own", "rent%,%free"], "auto", "linear" (the number as it is), {"breaks": [26, 35], "special": [-999]}`

const text = { type: 'string' } as const
const options = {
  fit: {
    data: text,
    target: text,
    bad: text,
    split: text,
    breaks: text,
    points0: { ...text, default: '600' },
    odds0: { ...text, default: '1/19' },
    pdo: { ...text, default: '50' },
    out: text,
  },
  apply: { card: text, data: text, reasons: { ...text, default: 'best' }, out: text },
}

const [command, ...args] = process.argv.slice(2)
try {
  if (command === 'fit') fit(args)
  else if (command === 'apply') apply(args)
  else throw new ScorecardFault(`Say fit or apply:\n${HOW}`)
} catch (error) {
  const isUsage = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  if (!(error instanceof ScorecardFault) && !isUsage) throw error
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

function fit(rest: string[]) {
  const { values } = parseArgs({ args: rest, options: options.fit, strict: true })
  const [data, target, bad, out] = [values.data, values.target, values.bad, values.out].map((value, at) =>
    required(['data', 'target', 'bad', 'out'][at] ?? '', value),
  ) as [string, string, string, string]
  const scale = { points0: ratio('points0', values.points0), odds0: ratio('odds0', values.odds0), pdo: ratio('pdo', values.pdo) }
  const table = tableFrom(data)
  const { card, regression, excluded, report } = fitCard(table, {
    target,
    bad,
    split: splitOf(values.split, table),
    breaks: values.breaks === undefined ? null : readBreaks(jsonFrom(values.breaks)),
    scale,
  })
  mkdirSync(out, { recursive: true })
  const rows = { bins: binRows(card), coefficients: coefficientRows(card, regression) }
  write(out, 'card.json', cardToFile(card))
  for (const [name, { head, body }] of Object.entries(rows)) {
    write(out, `${name}.csv`, csvText([head, ...body]))
    const objects = body.map((row) => Object.fromEntries(head.map((key, at) => [key, row[at]])))
    write(out, `${name}.json`, `${JSON.stringify(objects, null, 1)}\n`)
  }
  const { logLikelihood, ridge } = regression
  write(out, 'report.json', `${JSON.stringify({ ...report, logLikelihood, ridge, excluded }, null, 1)}\n`)
  const said = (part: typeof report.test) =>
    part ? `${part.n} rows, ${part.bad} bad, AUC ${part.auc?.toFixed(4) ?? '-'}` : 'none'
  console.log(
    `${card.variables.length} variables, ${excluded.length} columns left out; trained on ${said(report.train)}; tested on ${said(report.test)}`,
  )
}

function apply(rest: string[]) {
  const { values } = parseArgs({ args: rest, options: options.apply, strict: true })
  const card = cardFromFile(jsonFrom(required('card', values.card)))
  const table = tableFrom(required('data', values.data))
  const out = required('out', values.out)
  const { reasons } = values
  if (reasons !== 'best' && reasons !== 'neutral') {
    throw new ScorecardFault(`--reasons must be best or neutral, not "${reasons}".`)
  }
  mkdirSync(path.dirname(path.resolve(out)), { recursive: true })
  writeFileSync(out, csvText(scoreRows(card, table, reasons)))
  console.log(`${table.rows} rows scored`)
}

function required(name: string, value: string | undefined): string {
  if (value === undefined || value === '') throw new ScorecardFault(`--${name} is missing:\n${HOW}`)
  return value
}

/** A number, or one number over another: 1/19. */
function ratio(name: string, value: string): number {
  const [over = '', under, more] = value.split('/')
  const number = under === undefined ? Number(over) : Number(over) / Number(under)
  if (over.trim() === '' || under?.trim() === '' || more !== undefined || !Number.isFinite(number)) {
    throw new ScorecardFault(`--${name} must be a number or a fraction such as 1/19, not "${value}".`)
  }
  return number
}

function bytesFrom(file: string): Uint8Array {
  try {
    return readFileSync(file)
  } catch {
    throw new ScorecardFault(`The file ${file} can't be read.`)
  }
}

function textFrom(file: string): string {
  const read = fileText(bytesFrom(file))
  if (!read.ok) throw new ScorecardFault(`The file ${file} is empty, a workbook, or neither UTF-8 nor GB18030 text.`)
  return read.value.text
}

function tableFrom(file: string): Table {
  const content = textFrom(file)
  return /\.arff$/i.test(file) || /^\s*(?:%[^\n]*\n\s*)*@relation\b/i.test(content) ? readArff(content) : readCsv(content)
}

function jsonFrom(file: string): unknown {
  try {
    return JSON.parse(textFrom(file).replace(/^\uFEFF/, ''))
  } catch (error) {
    if (error instanceof ScorecardFault) throw error
    throw new ScorecardFault(`The file ${file} is not valid JSON.`)
  }
}

function write(folder: string, name: string, content: string) {
  writeFileSync(path.join(folder, name), content)
}
