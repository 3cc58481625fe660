import type { CardAttribute, Characteristic, PmmlCard } from '../domain/card'
import { PmmlFault } from './fault'
import { type Known, readDerived, readOnlyExpression } from './read-expression'
import { readFields } from './read-fields'
import { predicatesOf, readPredicate } from './read-predicate'
import { readTarget } from './read-target'
import { childOf, childrenOf, numberOf, textOf, wordOf } from './read-values'
import { checkVocabulary } from './vocabulary'
import { quoted, type XmlElement, xmlTree } from './xml-tree'

/**
 * The score card of a PMML 4.4 file. Strict: whatever the file has that isn't understood to the letter refuses it, at its line;
 * a card that ran half understood would decide on firms. Throws a PmmlFault.
 */
export function readPmml(text: string): PmmlCard {
  const root = xmlTree(text)
  checkVocabulary(root)
  const version = textOf(root, 'version') ?? ''
  if (!/^4\.4(?:\.\d)?$/.test(version)) {
    throw new PmmlFault('card.wrong-version', root.attributes.get('version')?.line ?? root.line, { version: quoted(version) })
  }
  const dictionary = childOf(root, 'DataDictionary')
  checkCount(dictionary)
  const model = childOf(root, 'Scorecard')
  wordOf(model, 'functionName', ['regression'])
  wordOf(model, 'isScorable', ['true', '1'], 'true')
  wordOf(model, 'baselineMethod', ['max', 'min', 'mean', 'neutral', 'other'], 'other')
  const schema = childOf(model, 'MiningSchema')
  const fields = readFields(dictionary, schema)
  const useReasonCodes = ['true', '1'].includes(wordOf(model, 'useReasonCodes', ['true', 'false', '1', '0'], 'true'))
  const baselineScore = numberOf(model, 'baselineScore')
  const byName: Known = new Map(fields.map((field) => [field.name, field]))
  const derived = [childrenOf(root, 'TransformationDictionary'), childrenOf(model, 'LocalTransformations')].flatMap(
    ([element]) => (element ? readDerived(element, byName) : []),
  )
  const characteristics = childrenOf(childOf(model, 'Characteristics'), 'Characteristic').map((element, at) =>
    characteristicOf(element, at, byName, { useReasonCodes, baselineScore }),
  )
  return {
    modelName: textOf(model, 'modelName') ?? '',
    initialScore: numberOf(model, 'initialScore') ?? 0,
    useReasonCodes,
    reasonCodeAlgorithm: wordOf(model, 'reasonCodeAlgorithm', ['pointsBelow', 'pointsAbove'], 'pointsBelow'),
    baselineScore,
    fields,
    derived,
    characteristics,
    target: readTarget(model, schema),
    outputs: outputsOf(model, useReasonCodes),
  }
}

function checkCount(dictionary: XmlElement): void {
  const count = numberOf(dictionary, 'numberOfFields')
  if (count !== null && count !== childrenOf(dictionary, 'DataField').length) {
    const { line = dictionary.line, value = '' } = dictionary.attributes.get('numberOfFields') ?? {}
    throw new PmmlFault('card.wrong-value', line, { name: 'DataDictionary', attribute: 'numberOfFields', value })
  }
}

type Reasons = { useReasonCodes: boolean; baselineScore: number | null }

function characteristicOf(
  element: XmlElement,
  at: number,
  fields: Known,
  { useReasonCodes, baselineScore: ofCard }: Reasons,
): Characteristic {
  const name = textOf(element, 'name') ?? `#${at + 1}`
  const reasonCode = textOf(element, 'reasonCode')
  const baselineScore = numberOf(element, 'baselineScore')
  if (useReasonCodes && baselineScore === null && ofCard === null) {
    throw new PmmlFault('card.no-baseline', element.line, { characteristic: quoted(name) })
  }
  const attributes = childrenOf(element, 'Attribute').map((each): CardAttribute => {
    const [predicate, more] = predicatesOf(each)
    if (!predicate) throw new PmmlFault('card.missing-element', each.line, { name: 'SimplePredicate', parent: 'Attribute' })
    if (more) throw new PmmlFault('card.repeated-element', more.line, { name: more.name, parent: 'Attribute' })
    const code = textOf(each, 'reasonCode')
    if (useReasonCodes && !code && !reasonCode) {
      throw new PmmlFault('card.no-reason-code', each.line, { characteristic: quoted(name) })
    }
    const [complex] = childrenOf(each, 'ComplexPartialScore')
    const partialScore = numberOf(each, 'partialScore')
    if (partialScore === null && !complex) {
      throw new PmmlFault('card.missing-attribute', each.line, { attribute: 'partialScore', name: 'Attribute' })
    }
    return {
      predicate: readPredicate(predicate, fields),
      partialScore: complex ? 0 : (partialScore ?? 0),
      complex: complex ? readOnlyExpression(complex, fields, 'double') : null,
      reasonCode: code,
      line: each.line,
    }
  })
  return { name, baselineScore, reasonCode, attributes, line: element.line }
}

function outputsOf(model: XmlElement, useReasonCodes: boolean): PmmlCard['outputs'] {
  const [output] = childrenOf(model, 'Output')
  return (output ? childrenOf(output, 'OutputField') : []).map((element) => {
    const feature = wordOf(element, 'feature', ['predictedValue', 'reasonCode'], 'predictedValue')
    const rank = numberOf(element, 'rank') ?? 1
    const line = element.attributes.get('rank')?.line ?? element.line
    if (!Number.isInteger(rank) || rank < 1) {
      throw new PmmlFault('card.wrong-value', line, { name: 'OutputField', attribute: 'rank', value: String(rank) })
    }
    if (feature === 'reasonCode' && !useReasonCodes) {
      throw new PmmlFault('card.wrong-value', element.line, { name: 'OutputField', attribute: 'feature', value: 'reasonCode' })
    }
    return { name: textOf(element, 'name') ?? '', feature, rank }
  })
}
