import type { CardField, DataType, Interval } from '../domain/card'
import { PmmlFault } from './fault'
import { childrenOf, numberOf, textOf, typedOf, wordOf } from './read-values'
import { quoted, type XmlElement } from './xml-tree'

const dataTypes = ['string', 'boolean', 'integer', 'float', 'double'] as const
const optypes = ['categorical', 'ordinal', 'continuous'] as const
const closures = ['openOpen', 'openClosed', 'closedOpen', 'closedClosed'] as const
const replacing = ['asIs', 'asMean', 'asMode', 'asMedian', 'asValue', 'returnInvalid'] as const

/** The fields that the card reads: those of the data dictionary that its mining schema uses as input. Throws a PmmlFault. */
export function readFields(dictionary: XmlElement, schema: XmlElement): CardField[] {
  const declared = new Map<string, XmlElement>()
  for (const element of childrenOf(dictionary, 'DataField')) {
    const name = textOf(element, 'name') ?? ''
    if (declared.has(name)) throw new PmmlFault('card.repeated-field', element.line, { field: quoted(name) })
    declared.set(name, element)
  }
  const seen = new Set<string>()
  const fields: CardField[] = []
  for (const mining of childrenOf(schema, 'MiningField')) {
    const name = textOf(mining, 'name') ?? ''
    if (seen.has(name)) throw new PmmlFault('card.repeated-field', mining.line, { field: quoted(name) })
    seen.add(name)
    const element = declared.get(name)
    if (!element) throw new PmmlFault('card.unknown-field', mining.line, { field: quoted(name) })
    const usage = wordOf(mining, 'usageType', ['active', 'predicted', 'target', 'supplementary'], 'active')
    if (usage === 'active') fields.push(fieldOf(element, mining))
  }
  if (fields.length === 0) throw new PmmlFault('card.no-input', schema.line)
  return fields
}

function fieldOf(element: XmlElement, mining: XmlElement): CardField {
  const dataType = wordOf(element, 'dataType', dataTypes)
  const optype = wordOf(element, 'optype', optypes)
  if (optype === 'continuous' && (dataType === 'string' || dataType === 'boolean')) {
    throw new PmmlFault('card.field-needs-number', element.line, { field: quoted(textOf(element, 'name') ?? '') })
  }
  const listed = childrenOf(element, 'Value').map((each) => ({
    value: typedOf(each, 'value', dataType) ?? '',
    property: wordOf(each, 'property', ['valid', 'invalid', 'missing'], 'valid'),
  }))
  const of = (property: string) => listed.filter((each) => each.property === property).map((each) => each.value)
  wordOf(element, 'isCyclic', ['0'], '0')
  return {
    name: textOf(element, 'name') ?? '',
    displayName: textOf(element, 'displayName'),
    dataType,
    optype: wordOf(mining, 'optype', optypes, optype),
    valid: of('valid'),
    invalid: of('invalid'),
    missing: of('missing'),
    intervals: childrenOf(element, 'Interval').map(intervalOf),
    ...treatment(mining, dataType),
    line: element.line,
  }
}

function intervalOf(element: XmlElement): Interval {
  const closure = wordOf(element, 'closure', closures)
  const left = numberOf(element, 'leftMargin')
  const right = numberOf(element, 'rightMargin')
  if (left !== null && right !== null && left > right) {
    throw new PmmlFault('card.wrong-value', element.line, { name: 'Interval', attribute: 'rightMargin', value: String(right) })
  }
  return { left, right, leftClosed: closure.startsWith('closed'), rightClosed: closure.endsWith('Closed') }
}

function treatment(mining: XmlElement, dataType: DataType) {
  const missingReplacement = typedOf(mining, 'missingValueReplacement', dataType)
  const missing = wordOf(mining, 'missingValueTreatment', replacing, 'asIs')
  // asMean and its like only say where the replacement came from.
  if (missing !== 'asIs' && missing !== 'returnInvalid' && missingReplacement === null) {
    throw new PmmlFault('card.missing-attribute', mining.line, { attribute: 'missingValueReplacement', name: 'MiningField' })
  }
  const invalidTreatment = wordOf(
    mining,
    'invalidValueTreatment',
    ['returnInvalid', 'asIs', 'asMissing', 'asValue'],
    'returnInvalid',
  )
  const invalidReplacement = typedOf(mining, 'invalidValueReplacement', dataType)
  if (invalidTreatment === 'asValue' && invalidReplacement === null) {
    throw new PmmlFault('card.missing-attribute', mining.line, { attribute: 'invalidValueReplacement', name: 'MiningField' })
  }
  const outliers = wordOf(mining, 'outliers', ['asIs', 'asMissingValues', 'asExtremeValues'], 'asIs')
  const [low, high] = [numberOf(mining, 'lowValue'), numberOf(mining, 'highValue')]
  if (outliers !== 'asIs' && low === null && high === null) {
    throw new PmmlFault('card.missing-attribute', mining.line, { attribute: 'lowValue', name: 'MiningField' })
  }
  return {
    missingReplacement,
    missingInvalid: missing === 'returnInvalid',
    invalidTreatment,
    invalidReplacement,
    outliers,
    low,
    high,
  }
}
