import { type MoneyTextProblem, type MoneyUnit, parseMoneyText } from './money-text'

/** What a control says about its value by `data-type`; without it the value is text. */
export const fieldTypes = ['fen', 'bps', 'int', 'bigint', 'bool', 'date', 'text', 'json'] as const
export type FieldType = (typeof fieldTypes)[number]
export const fieldTypeOf = (value: string | undefined): FieldType => fieldTypes.find((type) => type === value) ?? 'text'

export type InputProblem = MoneyTextProblem | 'number'
export type Converted = { ok: true; value: unknown } | { ok: false; problem: InputProblem }

const plainNumber = (text: string) => text.normalize('NFKC').replaceAll('。', '.').replace(/[\s,]/g, '')

/**
 * A control's text as the JSON value that the procedure takes; empty text is `undefined`, so that optional fields fall away.
 * json: what a component wrote into a hidden input. fen: bigint by {@link parseMoneyText}; bps: typed per cent, at most two decimals → integer basis points; int: safe integer.
 */
export function convertField(text: string, type: FieldType, unit: MoneyUnit = 'yuan'): Converted {
  if (type === 'bool') return { ok: true, value: text === 'true' || text === 'on' }
  if (text.trim() === '') return { ok: true, value: undefined }
  if (type === 'text' || type === 'date') return { ok: true, value: text }
  if (type === 'json') return { ok: true, value: JSON.parse(text) }
  if (type === 'fen') {
    const money = parseMoneyText(text, unit)
    return money.ok ? { ok: true, value: money.fen } : money
  }
  const plain = plainNumber(text).replace(/%$/, '')
  if (type === 'bps') {
    const [, sign = '', whole, fraction = ''] = /^(-?)(\d{1,6})(?:\.(\d{1,2})0*)?$/.exec(plain) ?? []
    if (whole === undefined) return { ok: false, problem: 'number' }
    return { ok: true, value: Number(`${sign}${whole}${fraction.padEnd(2, '0')}`) }
  }
  if (!/^-?\d{1,15}$/.test(plain)) return { ok: false, problem: 'number' }
  return { ok: true, value: type === 'int' ? Number(plain) : BigInt(plain) }
}

type Branch = { [key: string]: unknown } | unknown[]
const isBranch = (value: unknown): value is Branch =>
  Array.isArray(value) || (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype)

/** `items[0].name` and `items.0.name` → [items, 0, name]; a trailing `[]` is an empty last part. */
const partsOf = (name: string) => name.replace(/\[(\w*)\]/g, '.$1').split('.')

/** The path under which the server names a control: `items[0].name` → `items.0.name`, `classes[]` → `classes`. */
export const pathOf = (name: string) => partsOf(name).filter(Boolean).join('.')

const childOf = (branch: Branch, key: string, makeArray: boolean): Branch => {
  const slots = branch as { [key: string]: unknown }
  const present = slots[key]
  if (isBranch(present)) return present
  const made: Branch = makeArray ? [] : {}
  slots[key] = made
  return made
}

/**
 * Puts a value at the place that a control's name says: dots nest, `[0]` and `.0` index, `[]` appends.
 * `undefined` only makes the array of a `[]` name, so that “none chosen” arrives as an empty list.
 */
export function placeValue(target: { [key: string]: unknown }, name: string, value: unknown): void {
  const parts = partsOf(name)
  let branch: Branch = target
  for (const [index, part] of parts.slice(0, -1).entries()) {
    const next = parts[index + 1] ?? ''
    branch = childOf(branch, part, next === '' || /^\d+$/.test(next))
  }
  if (value === undefined) return
  const last = parts.at(-1) ?? ''
  if (last === '' && Array.isArray(branch)) branch.push(value)
  else (branch as { [key: string]: unknown })[last] = value
}

/** The message that belongs to a control: its own path, else the first below it (`classes.0` belongs to `classes`). */
export function messageFor(path: string, errors: readonly { path: string; message: string }[]): string | undefined {
  return (errors.find((error) => error.path === path) ?? errors.find((error) => error.path.startsWith(`${path}.`)))?.message
}
