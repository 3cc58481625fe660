import type { DataType, Value } from '../domain/card'
import { decimalNumber, typedValue } from '../domain/typed-value'
import { PmmlFault } from './fault'
import { quoted, type XmlElement } from './xml-tree'

export const textOf = (element: XmlElement, attribute: string): string | null => element.attributes.get(attribute)?.value ?? null

function wrong(element: XmlElement, attribute: string): PmmlFault {
  const { value = '', line = element.line } = element.attributes.get(attribute) ?? {}
  return new PmmlFault('card.wrong-value', line, { name: element.name, attribute, value: quoted(value) })
}

/** One of the listed words; `fallback` where the attribute is absent. Throws a PmmlFault at the attribute's line. */
export function wordOf<Word extends string>(
  element: XmlElement,
  attribute: string,
  words: readonly Word[],
  fallback?: Word,
): Word {
  const value = textOf(element, attribute)
  if (value === null && fallback !== undefined) return fallback
  const found = words.find((word) => word === value)
  if (found === undefined) throw wrong(element, attribute)
  return found
}

/** A finite decimal number; null where the attribute is absent. */
export function numberOf(element: XmlElement, attribute: string): number | null {
  const text = textOf(element, attribute)
  if (text === null) return null
  const value = decimalNumber(text)
  if (value === null) throw wrong(element, attribute)
  return value
}

/** An attribute as a value of the field's type; null where it is absent. */
export function typedOf(element: XmlElement, attribute: string, dataType: DataType): Value | null {
  const text = textOf(element, attribute)
  if (text === null) return null
  const value = typedValue(text, dataType)
  if (value === null) throw wrong(element, attribute)
  return value
}

/** The items of a PMML Array: apart by blanks; one with blanks stands in double quotes, `\"` within. Checks `n`. */
export function arrayOf(element: XmlElement, dataType: DataType): Value[] {
  wordOf(element, 'type', ['string', 'int', 'real'])
  const items = [...element.text.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, inQuotes, bare]) =>
    inQuotes === undefined ? (bare ?? '') : inQuotes.replaceAll('\\"', '"'),
  )
  const values = items.map((item) => typedValue(item, dataType))
  const count = numberOf(element, 'n')
  if (values.length === 0 || values.includes(null) || (count !== null && count !== values.length)) {
    throw new PmmlFault('card.wrong-value', element.line, { name: 'Array', attribute: 'n', value: quoted(element.text.trim()) })
  }
  return values.filter((value) => value !== null)
}

export const childrenOf = (element: XmlElement, name: string) => element.children.filter((child) => child.name === name)

/** The one child of that name; the vocabulary has made sure of it. */
export function childOf(element: XmlElement, name: string): XmlElement {
  const child = element.children.find((each) => each.name === name)
  if (!child) throw new PmmlFault('card.missing-element', element.line, { name, parent: element.name })
  return child
}
