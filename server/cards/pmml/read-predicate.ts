import { type CardField, comparisons, type Predicate } from '../domain/card'
import { PmmlFault } from './fault'
import { arrayOf, childOf, textOf, typedOf, wordOf } from './read-values'
import { quoted, type XmlElement } from './xml-tree'

const predicateNames = ['SimplePredicate', 'CompoundPredicate', 'SimpleSetPredicate', 'True', 'False']
export const predicatesOf = (element: XmlElement) => element.children.filter((child) => predicateNames.includes(child.name))

type Field = Pick<CardField, 'name' | 'dataType'>
type Fields = ReadonlyMap<string, Field>

/** A predicate over the card's fields (PMML 4.4, TreeModel, "Predicates"). Throws a PmmlFault at its line. */
export function readPredicate(element: XmlElement, fields: Fields): Predicate {
  switch (element.name) {
    case 'True':
      return { is: 'constant', value: true }
    case 'False':
      return { is: 'constant', value: false }
    case 'SimplePredicate':
      return simple(element, fields)
    case 'SimpleSetPredicate': {
      const field = fieldOf(element, fields)
      const wanted = wordOf(element, 'booleanOperator', ['isIn', 'isNotIn']) === 'isIn'
      return { is: 'set', field: field.name, values: arrayOf(childOf(element, 'Array'), field.dataType), wanted }
    }
    default: {
      const parts = predicatesOf(element)
      if (parts.length < 2) {
        throw new PmmlFault('card.missing-element', element.line, { name: 'SimplePredicate', parent: 'CompoundPredicate' })
      }
      const operator = wordOf(element, 'booleanOperator', ['and', 'or', 'xor', 'surrogate'])
      return { is: 'compound', operator, parts: parts.map((part) => readPredicate(part, fields)) }
    }
  }
}

function simple(element: XmlElement, fields: Fields): Predicate {
  const field = fieldOf(element, fields)
  const operator = wordOf(element, 'operator', [...comparisons, 'isMissing', 'isNotMissing'])
  if (operator === 'isMissing' || operator === 'isNotMissing') {
    if (element.attributes.has('value')) {
      const { line = element.line, value = '' } = element.attributes.get('value') ?? {}
      throw new PmmlFault('card.wrong-value', line, { name: element.name, attribute: 'value', value: quoted(value) })
    }
    return { is: 'missing', field: field.name, wanted: operator === 'isMissing' }
  }
  const value = typedOf(element, 'value', field.dataType)
  if (value === null) throw new PmmlFault('card.missing-attribute', element.line, { attribute: 'value', name: element.name })
  const ordered = operator !== 'equal' && operator !== 'notEqual'
  if (ordered && typeof value !== 'number') {
    throw new PmmlFault('card.field-needs-number', element.line, { field: quoted(field.name) })
  }
  return { is: 'comparison', field: field.name, operator, value }
}

function fieldOf(element: XmlElement, fields: Fields): Field {
  const name = textOf(element, 'field') ?? ''
  const field = fields.get(name)
  if (!field) {
    const line = element.attributes.get('field')?.line ?? element.line
    throw new PmmlFault('card.unknown-field', line, { field: quoted(name) })
  }
  return field
}
