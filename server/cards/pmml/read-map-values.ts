import type { CardField, DataType, Value } from '../domain/card'
import type { Expression } from '../domain/expression'
import { typedValue } from '../domain/typed-value'
import { PmmlFault } from './fault'
import { childOf, childrenOf, textOf, typedOf } from './read-values'
import { quoted, type XmlElement } from './xml-tree'

type Field = Pick<CardField, 'name' | 'dataType'>
type Column = { name: string; dataType: DataType }

/**
 * A table of values (PMML 4.4, MapValues) that stands in the file itself: each row says what a combination of values becomes.
 * Every row has exactly the columns that are asked for. Throws a PmmlFault at its line.
 */
export function readMapValues(element: XmlElement, known: ReadonlyMap<string, Field>, dataType: DataType): Expression {
  const declared = element.attributes.get('dataType')
  if (declared && declared.value !== dataType) {
    throw new PmmlFault('card.wrong-value', declared.line, {
      name: 'MapValues',
      attribute: 'dataType',
      value: quoted(declared.value),
    })
  }
  const output = textOf(element, 'outputColumn') ?? ''
  const fields: string[] = []
  const columns: Column[] = []
  for (const pair of childrenOf(element, 'FieldColumnPair')) {
    const [name, column] = [textOf(pair, 'field') ?? '', textOf(pair, 'column') ?? '']
    const field = known.get(name)
    if (!field) throw new PmmlFault('card.unknown-field', pair.line, { field: quoted(name) })
    if (column === output || columns.some((other) => other.name === column)) {
      throw new PmmlFault('card.wrong-value', pair.line, { name: pair.name, attribute: 'column', value: quoted(column) })
    }
    fields.push(name)
    columns.push({ name: column, dataType: field.dataType })
  }
  const asked = [...columns, { name: output, dataType }]
  const rows = childrenOf(childOf(element, 'InlineTable'), 'row').map((row) => {
    const values = cellsOf(row, asked)
    return { from: values.slice(0, -1), to: values.at(-1) ?? '' }
  })
  const [mapMissingTo, defaultValue] = [typedOf(element, 'mapMissingTo', dataType), typedOf(element, 'defaultValue', dataType)]
  return { is: 'map', fields, rows, mapMissingTo, defaultValue }
}

function cellsOf(row: XmlElement, asked: readonly Column[]): Value[] {
  const stray = row.children.find((cell) => !asked.some(({ name }) => name === cell.name))
  if (stray) throw new PmmlFault('card.unknown-element', stray.line, { name: quoted(stray.name), parent: row.name })
  return asked.map(({ name, dataType }) => {
    const cell = childOf(row, name)
    const value = typedValue(cell.text.trim(), dataType)
    if (value === null) {
      throw new PmmlFault('card.wrong-value', cell.line, { name: row.name, attribute: quoted(name), value: quoted(cell.text) })
    }
    return value
  })
}
