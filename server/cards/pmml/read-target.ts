import { decimalOf, isLess } from '../domain/exact-decimal'
import { type CardTarget, integerCasts } from '../domain/target'
import { PmmlFault } from './fault'
import { childrenOf, numberOf, textOf, wordOf } from './read-values'
import { quoted, type XmlElement } from './xml-tree'

const wrong = (element: XmlElement, attribute: string) =>
  new PmmlFault('card.wrong-value', element.attributes.get(attribute)?.line ?? element.line, {
    name: 'Target',
    attribute,
    value: quoted(textOf(element, attribute) ?? ''),
  })

/** A number's shortest decimal text, so that no exponent of the file's makes it longer than a machine number is. */
function decimalText(element: XmlElement, attribute: string): string | null {
  const value = numberOf(element, attribute)
  return value === null ? null : String(value)
}

/**
 * What the card does to its sum of points; null where it has no target. Refused, at its line: a factor of nothing, which would give
 * every firm one score; bounds that leave nothing between them; a field that the mining schema does not name as what is predicted.
 * Throws a PmmlFault.
 */
export function readTarget(model: XmlElement, schema: XmlElement): CardTarget | null {
  const [targets] = childrenOf(model, 'Targets')
  const [element] = targets ? childrenOf(targets, 'Target') : []
  if (!element) return null
  const field = textOf(element, 'field')
  const predicted = childrenOf(schema, 'MiningField').filter((each) =>
    ['predicted', 'target'].includes(textOf(each, 'usageType') ?? ''),
  )
  if (field !== null && !predicted.some((each) => textOf(each, 'name') === field)) {
    const line = element.attributes.get('field')?.line ?? element.line
    throw new PmmlFault('card.unknown-field', line, { field: quoted(field) })
  }
  wordOf(element, 'optype', ['continuous'], 'continuous')
  const [min, max] = [decimalText(element, 'min'), decimalText(element, 'max')]
  if (min !== null && max !== null && !isLess(decimalOf(min), decimalOf(max))) throw wrong(element, 'max')
  const rescaleFactor = decimalText(element, 'rescaleFactor') ?? '1'
  if (decimalOf(rescaleFactor).digits === 0n) throw wrong(element, 'rescaleFactor')
  return {
    min,
    max,
    rescaleFactor,
    rescaleConstant: decimalText(element, 'rescaleConstant') ?? '0',
    castInteger: textOf(element, 'castInteger') === null ? null : wordOf(element, 'castInteger', integerCasts),
  }
}
