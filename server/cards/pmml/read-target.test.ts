import { describe, expect, test } from 'vitest'
import { cardText } from './card.fixture'
import { faultOf, lineOf, run } from './reading.fixture'

const target = (attributes: string) => `<Targets>\n<Target field="score" ${attributes}/>\n</Targets>\n<Characteristics>`
const withTarget = (attributes: string) => cardText.replace('<Characteristics>', target(attributes))
/** growth 15.5, staff 5, grade 40, and 100 to begin with: 160.5. */
const firm = { growth: 0.1, staff: 2, grade: 'B' }
const scoreOf = (attributes: string, values: Record<string, string | number | null> = firm, text = withTarget(attributes)) => {
  const result = run(values, text)
  return 'score' in result ? result.score : result
}

describe('a target', () => {
  // By hand from 160.5, in the order of PMML 4.4: bounds, factor, constant, cast.
  test.each([
    ['optype="continuous"', 160.5],
    ['castInteger="round"', 161],
    ['castInteger="floor"', 160],
    ['castInteger="ceiling"', 161],
    ['rescaleConstant="300"', 460.5],
    ['rescaleFactor="2"', 321],
    ['rescaleFactor="2" rescaleConstant="-0.1"', 320.9],
    ['max="150"', 150],
    ['min="200" max="900"', 200],
    ['max="150" rescaleFactor="2" rescaleConstant="10"', 310],
    ['min="161" rescaleFactor="-1.5" rescaleConstant="850" castInteger="floor"', 608],
    ['rescaleFactor="-1" castInteger="round"', -160],
    ['rescaleFactor="-1" castInteger="ceiling"', -160],
    ['rescaleFactor="-1" castInteger="floor"', -161],
    ['rescaleFactor="1e-1" rescaleConstant="+.05" castInteger="round"', 16],
  ])('%s', (attributes, score) => {
    expect(scoreOf(attributes)).toBe(score)
  })

  test('adds points as decimals, where machine numbers would lose one', () => {
    const tenths = cardText
      .replace('initialScore="100"', 'initialScore="0.1"')
      .replace('partialScore="15.5"', 'partialScore="0.7"')
      .replace('partialScore="5"', 'partialScore="0.1"')
      .replace('partialScore="40"', 'partialScore="0.1"')
    const text = tenths.replace('<Characteristics>', target('castInteger="floor"'))
    expect([scoreOf('', firm, tenths), scoreOf('', firm, text)]).toEqual([0.1 + 0.7 + 0.1 + 0.1, 1])
    expect(Math.floor(0.1 + 0.7 + 0.1 + 0.1)).toBe(0)
  })

  test('leaves points and reasons in the points of the card, and gives no score where there is none', () => {
    const plain = run(firm)
    expect(run(firm, withTarget('rescaleFactor="10" max="161"'))).toEqual({ ...plain, score: 1605 })
    const gap = withTarget('min="1"').replace('<Attribute partialScore="25"><True/></Attribute>', '')
    expect(run({ ...firm, staff: 9 }, gap)).toEqual({ noScore: 'no-attribute', at: 'staff' })
  })

  test.each([
    ['a factor of nothing', 'rescaleFactor="0.0"', 'card.wrong-value', 'rescaleFactor'],
    ['a factor too small to be one', 'rescaleFactor="1e-999999999"', 'card.wrong-value', 'rescaleFactor'],
    ['a constant beyond all numbers', 'rescaleConstant="1e999999999"', 'card.wrong-value', 'rescaleConstant'],
    ['bounds the wrong way round', 'min="5" max="4.9"', 'card.wrong-value', 'max="4.9"'],
    ['bounds that leave one score', 'min="5" max="5.0"', 'card.wrong-value', 'max="5.0"'],
    ['a cast that is none', 'castInteger="up"', 'card.wrong-value', 'castInteger'],
    ['a category', 'optype="ordinal"', 'card.wrong-value', 'optype="ordinal"'],
    ['an unknown attribute', 'colour="red"', 'card.unknown-attribute', 'colour'],
  ])('refuses %s, at its line', (_, attributes, refusal, mark) => {
    const text = withTarget(`\n${attributes}`)
    const fault = faultOf(text)
    expect([fault.refusal, fault.line]).toEqual([refusal, lineOf(mark, text)])
  })

  test('refuses a second one, one of another field, and a score for those who have none', () => {
    const fault = (from: string, to: string) => faultOf(withTarget('max="900"').replace(from, to)).refusal
    expect(fault('</Targets>', '<Target/></Targets>')).toBe('card.repeated-element')
    expect(fault('Target field="score"', 'Target field="growth"')).toBe('card.unknown-field')
    expect(fault('max="900"/>', 'max="900"><TargetValue defaultValue="600"/></Target>')).toBe('card.unsupported-element')
    expect(scoreOf('', firm, withTarget('max="150"').replace('Target field="score"', 'Target'))).toBe(150)
  })
})

describe('what tools write beside a card', () => {
  const added = (from: string, to: string) => cardText.replace(from, to)
  test.each([
    [
      'how it was made',
      '<DataDictionary',
      '<MiningBuildTask><Extension name="p"><any>1</any></Extension></MiningBuildTask><DataDictionary',
    ],
    [
      'statistics',
      '<Characteristics>',
      '<ModelStats><UnivariateStats field="growth"><Counts totalFreq="9"/></UnivariateStats></ModelStats><Characteristics>',
    ],
    [
      'an explanation of the model',
      '<Characteristics>',
      '<ModelExplanation><PredictiveModelQuality/></ModelExplanation><Characteristics>',
    ],
    [
      'a vendor’s elements within Extension',
      '<Extension name="owner" value="risk"/>',
      '<Extension><v:made xmlns:v="urn:vendor">text</v:made></Extension>',
    ],
    ['a vendor’s attributes', '<Scorecard ', '<Scorecard x-vendor="7" '],
    ['an empty dictionary of transformations', '<Scorecard ', '<TransformationDictionary/><Scorecard '],
  ])('%s is let be, and changes no score', (_, from, to) => {
    const text = added(from, to)
    expect(text).not.toBe(cardText)
    expect(run(firm, text)).toEqual(run(firm))
  })

  test('fields of the file’s own dictionary of transformations are computed', () => {
    const field =
      '<DerivedField name="twice" optype="continuous" dataType="double"><Apply function="*"><FieldRef field="growth"/><Constant>2</Constant></Apply></DerivedField>'
    const text = added('<Scorecard ', `<TransformationDictionary>${field}</TransformationDictionary><Scorecard `).replace(
      'field="growth" operator="lessThan" value="0.2"',
      'field="twice" operator="lessThan" value="0.4"',
    )
    expect([scoreOf('', firm, text), scoreOf('', { ...firm, growth: 0.3 }, text)]).toEqual([160.5, 175])
  })

  test('a table as JPMML writes it, with cells in a namespace of their own', () => {
    const table = `<LocalTransformations><DerivedField name="rank" optype="continuous" dataType="double">
      <MapValues outputColumn="data:output" dataType="double"><FieldColumnPair field="grade" column="data:input"/>
      <InlineTable xmlns:data="http://jpmml.org/jpmml-model/InlineTable">
      <row><data:input>A</data:input><data:output>1</data:output></row><row><data:input>B</data:input><data:output>2</data:output></row>
      </InlineTable></MapValues></DerivedField></LocalTransformations><Characteristics>`
    const ranked = added('<Characteristics>', table).replace(
      /<SimpleSetPredicate[\s\S]*<\/SimpleSetPredicate>/,
      '<SimplePredicate field="rank" operator="equal" value="2"/>',
    )
    expect([scoreOf('', firm, ranked), scoreOf('', { ...firm, grade: 'A' }, ranked)]).toEqual([160.5, 120.5])
    expect(faultOf(ranked.replace('jpmml-model', 'other')).refusal).toBe('card.wrong-namespace')
  })

  test('what would change the score is refused still', () => {
    const function_ =
      '<TransformationDictionary><DefineFunction name="f" optype="continuous"/></TransformationDictionary><Scorecard '
    expect(faultOf(added('<Scorecard ', function_)).refusal).toBe('card.unsupported-element')
    const transformed = added('feature="predictedValue"', 'feature="transformedValue"')
    expect(faultOf(transformed).refusal).toBe('card.wrong-value')
    expect(faultOf(added('<Characteristics>', '<Characteristics><v:made xmlns:v="urn:vendor"/>')).refusal).toBe(
      'card.wrong-namespace',
    )
  })
})
