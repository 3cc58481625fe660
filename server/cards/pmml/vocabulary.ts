import { PmmlFault } from './fault'
import { quoted, type XmlElement } from './xml-tree'

type Rule = {
  /** Attributes: true where required. */
  attributes: Record<string, boolean>
  /** Children: `one` (exactly), `maybe` (at most one), `some` (at least one), `any`. */
  children: Record<string, 'one' | 'maybe' | 'some' | 'any'>
  text?: true
  /** Whatever it holds says nothing of the score, by the standard: statistics, how the model was made, a vendor's own. */
  skipped?: true
  /** Its children are cells, called as the table's columns are: plain text, each once. */
  cells?: true
}

const predicates = {
  SimplePredicate: 'any',
  CompoundPredicate: 'any',
  SimpleSetPredicate: 'any',
  True: 'any',
  False: 'any',
} as const
const expressions = {
  Constant: 'any',
  FieldRef: 'any',
  Apply: 'any',
  NormContinuous: 'any',
  Discretize: 'any',
  MapValues: 'any',
} as const
const extended = { Extension: 'any' } as const
const rule = (attributes: Rule['attributes'], children: Rule['children'] = {}): Rule => ({
  attributes,
  children: { ...children, ...extended },
})

/** The part of the PMML 4.4 schema that a score card is made of (https://dmg.org/pmml/v4-4/pmml-4-4.xsd). */
const rules: Record<string, Rule> = {
  PMML: rule(
    { version: true },
    { Header: 'one', MiningBuildTask: 'maybe', DataDictionary: 'one', TransformationDictionary: 'maybe', Scorecard: 'one' },
  ),
  MiningBuildTask: { ...rule({}), skipped: true },
  ModelStats: { ...rule({}), skipped: true },
  ModelExplanation: { ...rule({}), skipped: true },
  Header: rule(
    { copyright: false, description: false, modelVersion: false },
    { Application: 'maybe', Annotation: 'any', Timestamp: 'maybe' },
  ),
  Application: rule({ name: true, version: false }),
  Annotation: { ...rule({}), text: true },
  Timestamp: { ...rule({}), text: true },
  Extension: { attributes: { extender: false, name: false, value: false }, children: {}, skipped: true },
  DataDictionary: rule({ numberOfFields: false }, { DataField: 'some' }),
  DataField: rule(
    { name: true, optype: true, dataType: true, displayName: false, isCyclic: false },
    { Interval: 'any', Value: 'any' },
  ),
  Interval: rule({ closure: true, leftMargin: false, rightMargin: false }),
  Value: rule({ value: true, displayValue: false, property: false }),
  Scorecard: rule(
    {
      modelName: false,
      functionName: true,
      algorithmName: false,
      initialScore: false,
      useReasonCodes: false,
      reasonCodeAlgorithm: false,
      baselineScore: false,
      baselineMethod: false,
      isScorable: false,
    },
    {
      MiningSchema: 'one',
      Output: 'maybe',
      ModelStats: 'maybe',
      ModelExplanation: 'maybe',
      Targets: 'maybe',
      LocalTransformations: 'maybe',
      Characteristics: 'one',
    },
  ),
  MiningSchema: rule({}, { MiningField: 'some' }),
  MiningField: rule({
    name: true,
    usageType: false,
    optype: false,
    importance: false,
    outliers: false,
    lowValue: false,
    highValue: false,
    missingValueReplacement: false,
    missingValueTreatment: false,
    invalidValueTreatment: false,
    invalidValueReplacement: false,
  }),
  Output: rule({}, { OutputField: 'some' }),
  OutputField: rule({
    name: true,
    displayName: false,
    optype: false,
    dataType: true,
    targetField: false,
    feature: false,
    rank: false,
    isFinalResult: false,
  }),
  Targets: rule({}, { Target: 'one' }),
  // Not with a TargetValue: its default would be a score for whoever has none.
  Target: rule({
    field: false,
    optype: false,
    castInteger: false,
    min: false,
    max: false,
    rescaleConstant: false,
    rescaleFactor: false,
  }),
  Characteristics: rule({}, { Characteristic: 'some' }),
  Characteristic: rule({ name: false, reasonCode: false, baselineScore: false }, { Attribute: 'some' }),
  // Either a number or a computed score: which, is seen when the attribute is read.
  Attribute: rule({ reasonCode: false, partialScore: false }, { ...predicates, ComplexPartialScore: 'maybe' }),
  ComplexPartialScore: rule({}, expressions),
  LocalTransformations: rule({}, { DerivedField: 'any' }),
  TransformationDictionary: rule({}, { DerivedField: 'any' }),
  DerivedField: rule({ name: true, displayName: false, optype: true, dataType: true }, expressions),
  Constant: { attributes: { dataType: false }, children: {}, text: true },
  FieldRef: rule({ field: true }),
  Apply: rule({ function: true, mapMissingTo: false, defaultValue: false }, expressions),
  NormContinuous: rule({ field: true, mapMissingTo: false, outliers: false }, { LinearNorm: 'some' }),
  LinearNorm: rule({ orig: true, norm: true }),
  Discretize: rule({ field: true, mapMissingTo: false, defaultValue: false, dataType: false }, { DiscretizeBin: 'some' }),
  DiscretizeBin: rule({ binValue: true }, { Interval: 'one' }),
  MapValues: rule(
    { outputColumn: true, mapMissingTo: false, defaultValue: false, dataType: false },
    { FieldColumnPair: 'some', InlineTable: 'one' },
  ),
  FieldColumnPair: rule({ field: true, column: true }),
  InlineTable: rule({}, { row: 'some' }),
  row: { attributes: {}, children: {}, cells: true },
  SimplePredicate: rule({ field: true, operator: true, value: false }),
  CompoundPredicate: rule({ booleanOperator: true }, predicates),
  SimpleSetPredicate: rule({ field: true, booleanOperator: true }, { Array: 'one' }),
  Array: { attributes: { n: false, type: true }, children: {}, text: true },
  True: rule({}),
  False: rule({}),
}

/** Elements of PMML that are none of the above: a card that needs them is refused rather than run without them. */
const unsupported = new Set([
  ...['DefineFunction', 'TargetValue', 'TableLocator', 'NormDiscrete', 'TextIndex', 'Aggregate', 'Lag'],
  ...['ModelVerification', 'Taxonomy', 'Decisions'],
  ...[
    'RegressionModel',
    'GeneralRegressionModel',
    'TreeModel',
    'MiningModel',
    'NeuralNetwork',
    'RuleSetModel',
    'ClusteringModel',
  ],
  ...[
    'SupportVectorMachineModel',
    'NaiveBayesModel',
    'AssociationModel',
    'NearestNeighborModel',
    'BaselineModel',
    'TimeSeriesModel',
  ],
])

/** Checks names, nesting, numbers of elements, attributes and stray text, from the top down. Throws a PmmlFault at the line. */
export function checkVocabulary(root: XmlElement): void {
  if (root.name !== 'PMML') throw new PmmlFault('card.unknown-element', root.line, { name: quoted(root.name), parent: '' })
  checkElement(root)
}

function checkElement(element: XmlElement): void {
  const found = rules[element.name]
  if (!found) throw new PmmlFault('card.unknown-element', element.line, { name: quoted(element.name), parent: '' })
  for (const [name, { line }] of element.attributes) {
    // The standard leaves names that begin with x- to vendors, as it does Extension; they bear on no score.
    if (/^x-/i.test(name)) continue
    if (!Object.hasOwn(found.attributes, name)) {
      throw new PmmlFault('card.unknown-attribute', line, { attribute: quoted(name), name: element.name })
    }
  }
  for (const [attribute, required] of Object.entries(found.attributes)) {
    if (required && !element.attributes.has(attribute)) {
      throw new PmmlFault('card.missing-attribute', element.line, { attribute, name: element.name })
    }
  }
  if (found.skipped) return
  if (!found.text && element.text.trim() !== '') {
    throw new PmmlFault('card.stray-text', element.line, { name: element.name, text: quoted(element.text.trim()) })
  }
  if (found.cells) {
    checkCells(element)
    return
  }
  const counts = new Map<string, number>()
  for (const child of element.children) {
    const params = { name: quoted(child.name), parent: element.name }
    if (!Object.hasOwn(found.children, child.name)) {
      throw new PmmlFault(unsupported.has(child.name) ? 'card.unsupported-element' : 'card.unknown-element', child.line, params)
    }
    const count = (counts.get(child.name) ?? 0) + 1
    counts.set(child.name, count)
    const many = found.children[child.name]
    if (count > 1 && (many === 'one' || many === 'maybe')) throw new PmmlFault('card.repeated-element', child.line, params)
    checkElement(child)
  }
  for (const [name, many] of Object.entries(found.children)) {
    if ((many === 'one' || many === 'some') && !counts.has(name)) {
      throw new PmmlFault('card.missing-element', element.line, { name, parent: element.name })
    }
  }
}

function checkCells(row: XmlElement): void {
  const seen = new Set<string>()
  for (const cell of row.children) {
    const params = { name: quoted(cell.name), parent: row.name }
    if (seen.has(cell.name)) throw new PmmlFault('card.repeated-element', cell.line, params)
    seen.add(cell.name)
    const [[attribute, { line }] = [null, cell]] = cell.attributes
    if (attribute !== null)
      throw new PmmlFault('card.unknown-attribute', line, { attribute: quoted(attribute), name: quoted(cell.name) })
    const [child] = cell.children
    if (child) throw new PmmlFault('card.unknown-element', child.line, { name: quoted(child.name), parent: quoted(cell.name) })
  }
}
