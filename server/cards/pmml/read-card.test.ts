import { describe, expect, test } from 'vitest'
import { cardText } from './card.fixture'
import { readPmml } from './read-card'
import { faultOf, lineOf, run } from './reading.fixture'

describe('the score of a card', () => {
  test('initial score and the first true attribute of each characteristic; reasons by what they fall short of the baseline', () => {
    expect(run({ growth: 0.1, staff: 2, grade: 'B' })).toEqual({
      score: 160.5,
      // staff 20 − 5, growth 30 − 15.5; grade stands above the baseline and is no reason.
      reasons: [
        { code: 'R-STAFF', points: 15 },
        { code: 'R-GROWTH', points: 14.5 },
      ],
      parts: [
        { characteristic: 'growth', points: 15.5 },
        { characteristic: 'staff', points: 5 },
        { characteristic: 'grade', points: 40 },
      ],
    })
  })

  test('the Output says which ranks are told; three would rank, two are asked for', () => {
    const result = run({ growth: -0.2, staff: 2, grade: 'D' })
    expect(result).toMatchObject({
      score: 100,
      reasons: [
        { code: 'R-GROWTH', points: 35 },
        { code: 'R-GRADE', points: 20 },
      ],
    })
  })

  test('pointsAbove turns the ranking round', () => {
    const above = cardText.replace('pointsBelow', 'pointsAbove')
    expect(run({ growth: 0.1, staff: 9, grade: 'A' }, above)).toMatchObject({
      reasons: [
        { code: 'R-GOOD', points: 20 },
        { code: 'R-STAFF', points: 5 },
      ],
    })
  })

  test('characteristics that share a code are summed', () => {
    const shared = cardText.replace('reasonCode="R-STAFF"', 'reasonCode="R-GROWTH"')
    expect(run({ growth: 0.1, staff: 2, grade: 'A' }, shared)).toMatchObject({ reasons: [{ code: 'R-GROWTH', points: 29.5 }] })
  })

  test('without reason codes there are none', () => {
    const plain = cardText
      .replace('useReasonCodes="true"', 'useReasonCodes="false"')
      .replaceAll(/<OutputField name="(?:first|second)".*\n/g, '')
    expect(run({ growth: 1, staff: 2, grade: 'A' }, plain)).toMatchObject({ score: 175, reasons: [] })
  })

  test('nothing true in a characteristic: no score at all', () => {
    const gap = cardText.replace('<Attribute partialScore="25"><True/></Attribute>', '')
    expect(run({ growth: 1, staff: 9, grade: 'A' }, gap)).toEqual({ noScore: 'no-attribute', at: 'staff' })
  })
})

describe('what the mining schema does to values', () => {
  test.each([
    ['a missing number has its own attribute', { growth: null, staff: 9, grade: 'A' }, 177],
    ['a missing number is replaced where the schema says so', { growth: 1, staff: null, grade: 'A' }, 175],
    ['a value that stands for missing', { growth: 1, staff: 9, grade: 'none' }, 155],
    ['an invalid value is made missing', { growth: 1, staff: 9, grade: 'Z' }, 155],
    ['an outlier is drawn to the limit', { growth: -0.9, staff: 9, grade: 'A' }, 160],
  ])('%s', (_, values, score) => expect(run(values)).toMatchObject({ score }))

  test('an invalid value without treatment gives no score', () => {
    expect(run({ growth: 11, staff: 9, grade: 'A' })).toEqual({ noScore: 'invalid-value', at: 'growth' })
    const strict = cardText.replace(
      'missingValueReplacement="3" missingValueTreatment="asValue"',
      'missingValueTreatment="returnInvalid"',
    )
    expect(run({ growth: 1, staff: null, grade: 'A' }, strict)).toEqual({ noScore: 'invalid-value', at: 'staff' })
  })

  test('outliers made missing are then replaced; an invalid value has its own replacement', () => {
    const missing = cardText.replace('outliers="asExtremeValues"', 'outliers="asMissingValues" missingValueReplacement="0.1"')
    expect(run({ growth: 9, staff: 9, grade: 'A' }, missing)).toMatchObject({ score: 180.5 })
    const replaced = cardText.replace(
      'invalidValueTreatment="asMissing"',
      'invalidValueTreatment="asValue" invalidValueReplacement="B"',
    )
    expect(run({ growth: 1, staff: 9, grade: 'Z' }, replaced)).toMatchObject({ score: 195 })
  })
})

describe('what is refused, at its line', () => {
  const swap = (from: string, to: string) => cardText.replace(from, to)
  test.each([
    ['an entity declaration', swap('<PMML', '<!DOCTYPE PMML [<!ENTITY a "b">]>\n<PMML'), 'card.document-type', '<!DOCTYPE'],
    [
      'a document type behind comments that speak of one',
      swap('<PMML', '<!-- no <!DOCTYPE here -->\n<!-- nor\n <!DOCTYPE here --><!DOCTYPE\n PMML SYSTEM "x">\n<PMML'),
      'card.document-type',
      '<!DOCTYPE\n',
    ],
    [
      'an external document type',
      swap('<PMML', '<!DOCTYPE PMML SYSTEM "file:///etc/passwd">\n<PMML'),
      'card.document-type',
      '<!DOCTYPE',
    ],
    ['an entity that nobody declared', swap('Invented Bank', '&xxe;'), 'card.not-well-formed', '&xxe;'],
    ['a processing instruction', swap('  <Header', '  <?run it?>\n  <Header'), 'card.instruction', '<?run'],
    [
      'an unknown element',
      swap('<Characteristics>', '<Characteristics>\n<Script>x</Script>'),
      'card.unknown-element',
      '<Script>',
    ],
    [
      'a part of PMML that cards here do not have',
      swap('<Output>', '<ModelVerification/>\n<Output>'),
      'card.unsupported-element',
      '<ModelVerification/>',
    ],
    ['an unknown attribute', swap('baselineScore="30"', 'baselineScore="30" colour="red"'), 'card.unknown-attribute', 'colour'],
    [
      'an attribute on a line of its own',
      swap('reasonCodeAlgorithm="pointsBelow"', 'colour="red"'),
      'card.unknown-attribute',
      'colour',
    ],
    ['a required attribute that is missing', swap(' partialScore="12"', ''), 'card.missing-attribute', '<Attribute><Simple'],
    [
      'a required element that is missing',
      swap(/<MiningSchema>[\s\S]*<\/MiningSchema>/.exec(cardText)?.[0] ?? '', ''),
      'card.missing-element',
      '<Scorecard',
    ],
    [
      'an element that stands twice',
      swap('<Output>', '<Output><OutputField name="x" dataType="double"/></Output>\n<Output>'),
      'card.repeated-element',
      '<Output>\n',
    ],
    ['text where none belongs', swap('<Characteristics>', '<Characteristics>stray'), 'card.stray-text', '<Characteristics>stray'],
    ['another version', swap('version="4.4"', 'version="4.2"'), 'card.wrong-version', 'version="4.2"'],
    ['another namespace', swap('PMML-4_4', 'PMML-4_2'), 'card.wrong-namespace', '<PMML'],
    ['a number that is none', swap('partialScore="15.5"', 'partialScore="many"'), 'card.wrong-value', '"many"'],
    ['infinity', swap('initialScore="100"', 'initialScore="INF"'), 'card.wrong-value', '"INF"'],
    ['an operator that is none', swap('operator="isMissing"', 'operator="like"'), 'card.wrong-value', '"like"'],
    [
      'a field that is not declared',
      swap('<MiningField name="staff"', '<MiningField name="stuff"'),
      'card.unknown-field',
      '"stuff"',
    ],
    [
      'a field that the card does not read',
      swap('<SimplePredicate field="staff"', '<SimplePredicate field="score"'),
      'card.unknown-field',
      'field="score"',
    ],
    [
      'a field declared twice',
      swap('name="staff" displayName', 'name="growth" displayName'),
      'card.repeated-field',
      'displayName',
    ],
    ['a wrong number of fields', swap('numberOfFields="4"', 'numberOfFields="5"'), 'card.wrong-value', 'numberOfFields'],
    [
      'a text compared by size',
      swap(
        '<SimpleSetPredicate field="grade" booleanOperator="isIn"><Array n="2" type="string">"A" B</Array></SimpleSetPredicate>',
        '<SimplePredicate field="grade" operator="lessThan" value="B"/>',
      ),
      'card.field-needs-number',
      'operator="lessThan" value="B"',
    ],
    ['an array of another length', swap('Array n="2"', 'Array n="3"'), 'card.wrong-value', 'Array n="3"'],
    [
      'a characteristic without a reason',
      swap(' reasonCode="R-STAFF"', ''),
      'card.no-reason-code',
      '<Attribute partialScore="5"',
    ],
    ['a characteristic without a baseline', swap(' baselineScore="20"', ''), 'card.no-baseline', '<Characteristic name="staff"'],
    [
      'a compound of one',
      swap('<SimplePredicate field="growth" operator="greaterOrEqual" value="0"/>\n', '\n'),
      'card.missing-element',
      '<CompoundPredicate',
    ],
    ['a cut file', cardText.slice(0, 900), 'card.not-well-formed', '\u0000'],
  ])('%s', (_, text, refusal, mark) => {
    const fault = faultOf(text)
    expect(fault.refusal).toBe(refusal)
    expect(fault.line).toBe(mark === '\u0000' ? text.split('\n').length : lineOf(mark, text))
  })

  test('what would take too long: size, depth, elements; each in little time', () => {
    expect(faultOf(cardText + ' '.repeat(600_000)).refusal).toBe('card.too-large')
    const deep = `${'<CompoundPredicate booleanOperator="and">'.repeat(500)}`
    expect(faultOf(cardText.replace('<CompoundPredicate booleanOperator="and">', deep)).refusal).toBe('card.too-deep')
    const many = '<Value value="A"/>'.repeat(21_000)
    expect(faultOf(cardText.replace('<Value value="A"/>', many)).refusal).toBe('card.too-many-elements')
  })

  test('a control: the card itself is read', () => {
    expect(readPmml(cardText).characteristics).toHaveLength(3)
    expect(readPmml(cardText.replace('version="4.4"', 'version="4.4.1"')).modelName).toBe('working-capital')
  })
})
