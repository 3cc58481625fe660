import type { CardField, DataType, Value } from '../domain/card'
import { arithmetic, arity, type Bin, type DerivedField, type Expression, type Norm } from '../domain/expression'
import { typedValue } from '../domain/typed-value'
import { PmmlFault } from './fault'
import { readMapValues } from './read-map-values'
import { childOf, childrenOf, numberOf, textOf, typedOf, wordOf } from './read-values'
import { quoted, type XmlElement } from './xml-tree'

/** What may be referred to: the card's own fields, and those derived before. */
export type Known = Map<string, Pick<CardField, 'name' | 'dataType'>>

const expressionNames = ['Constant', 'FieldRef', 'Apply', 'NormContinuous', 'Discretize', 'MapValues']
const dataTypes = ['string', 'boolean', 'integer', 'float', 'double'] as const
const closures = ['openOpen', 'openClosed', 'closedOpen', 'closedClosed'] as const

const isNumber = (dataType: DataType) => dataType !== 'string' && dataType !== 'boolean'

/**
 * The fields that are derived from those known before, in the order in which they stand: of the model's LocalTransformations, or of
 * the file's TransformationDictionary, which comes first. Adds them to `known`. Throws a PmmlFault.
 */
export function readDerived(transformations: XmlElement, known: Known): DerivedField[] {
  return childrenOf(transformations, 'DerivedField').map((element) => {
    const name = textOf(element, 'name') ?? ''
    if (known.has(name)) throw new PmmlFault('card.repeated-field', element.line, { field: quoted(name) })
    const dataType = wordOf(element, 'dataType', dataTypes)
    wordOf(element, 'optype', ['categorical', 'ordinal', 'continuous'])
    const expression = readOnlyExpression(element, known, dataType)
    known.set(name, { name, dataType })
    return { name, dataType, expression, line: element.line }
  })
}

/** The one expression within an element, for a value of this type. Throws a PmmlFault at its line. */
export function readOnlyExpression(element: XmlElement, known: Known, dataType: DataType): Expression {
  const [first, more] = element.children.filter(({ name }) => expressionNames.includes(name))
  if (!first) throw new PmmlFault('card.missing-element', element.line, { name: 'Apply', parent: element.name })
  if (more) throw new PmmlFault('card.repeated-element', more.line, { name: more.name, parent: element.name })
  return readExpression(first, known, dataType)
}

function readExpression(element: XmlElement, known: Known, dataType: DataType): Expression {
  switch (element.name) {
    case 'Constant':
      return { is: 'constant', value: constantOf(element, dataType) }
    case 'FieldRef':
      return { is: 'field', field: fieldOf(element, known, isNumber(dataType)) }
    case 'Apply':
      return applyOf(element, known, dataType)
    case 'NormContinuous':
      return normOf(element, known, dataType)
    case 'MapValues':
      return readMapValues(element, known, dataType)
    default:
      return discretizeOf(element, known, dataType)
  }
}

function constantOf(element: XmlElement, dataType: DataType): Value {
  const value = typedValue(element.text.trim(), dataType)
  if (value === null) {
    throw new PmmlFault('card.wrong-value', element.line, {
      name: 'Constant',
      attribute: 'dataType',
      value: quoted(element.text),
    })
  }
  return value
}

function fieldOf(element: XmlElement, known: Known, needsNumber: boolean): string {
  const name = textOf(element, 'field') ?? ''
  const field = known.get(name)
  const line = element.attributes.get('field')?.line ?? element.line
  if (!field) throw new PmmlFault('card.unknown-field', line, { field: quoted(name) })
  if (needsNumber && !isNumber(field.dataType)) throw new PmmlFault('card.field-needs-number', line, { field: quoted(name) })
  if (!needsNumber && isNumber(field.dataType)) {
    throw new PmmlFault('card.wrong-value', line, { name: element.name, attribute: 'field', value: quoted(name) })
  }
  return name
}

/** Only numbers can be calculated with, and only into a number. */
function mustBeNumber(element: XmlElement, dataType: DataType): void {
  if (!isNumber(dataType)) throw new PmmlFault('card.field-needs-number', element.line, { field: element.name })
}

function applyOf(element: XmlElement, known: Known, dataType: DataType): Expression {
  mustBeNumber(element, dataType)
  const name = wordOf(element, 'function', arithmetic)
  const parts = element.children.filter((child) => expressionNames.includes(child.name))
  const [least, most] = arity[name]
  if (parts.length < least || parts.length > most) {
    throw new PmmlFault('card.wrong-value', element.line, {
      name: 'Apply',
      attribute: 'function',
      value: `${name} (${parts.length})`,
    })
  }
  return {
    is: 'apply',
    function: name,
    parts: parts.map((part) => readExpression(part, known, 'double')),
    mapMissingTo: numberOf(element, 'mapMissingTo'),
    defaultValue: numberOf(element, 'defaultValue'),
  }
}

function normOf(element: XmlElement, known: Known, dataType: DataType): Expression {
  mustBeNumber(element, dataType)
  const points = childrenOf(element, 'LinearNorm')
  const norms = points.map((each): Norm => ({ orig: numberOf(each, 'orig') ?? 0, norm: numberOf(each, 'norm') ?? 0 }))
  const at = norms.findIndex(({ orig }, index) => index > 0 && orig <= (norms[index - 1]?.orig ?? 0))
  if (norms.length < 2 || at > 0) {
    const line = points[at]?.line ?? element.line
    throw new PmmlFault('card.wrong-value', line, { name: 'LinearNorm', attribute: 'orig', value: String(norms[at]?.orig ?? '') })
  }
  const outliers = wordOf(element, 'outliers', ['asIs', 'asMissingValues', 'asExtremeValues'], 'asIs')
  return { is: 'norm', field: fieldOf(element, known, true), norms, outliers, mapMissingTo: numberOf(element, 'mapMissingTo') }
}

function discretizeOf(element: XmlElement, known: Known, dataType: DataType): Expression {
  const bins = childrenOf(element, 'DiscretizeBin').map((each): Bin => {
    const interval = childOf(each, 'Interval')
    const closure = wordOf(interval, 'closure', closures)
    const [left, right] = [numberOf(interval, 'leftMargin'), numberOf(interval, 'rightMargin')]
    return {
      left,
      right,
      leftClosed: closure.startsWith('closed'),
      rightClosed: closure.endsWith('Closed'),
      value: typedOf(each, 'binValue', dataType) ?? '',
    }
  })
  return {
    is: 'discretize',
    field: fieldOf(element, known, true),
    bins,
    mapMissingTo: typedOf(element, 'mapMissingTo', dataType),
    defaultValue: typedOf(element, 'defaultValue', dataType),
  }
}
