import { describe, expect, test } from 'vitest'
import type { Value } from '../domain/card'
import { cardText } from './card.fixture'
import { faultOf, lineOf, run } from './reading.fixture'

/** The card with a derived field in thousands, one in classes, and a score computed from both. */
const derivedText = cardText
  .replace(
    '    <Characteristics>\n',
    `    <LocalTransformations>
      <DerivedField name="hundreds" optype="continuous" dataType="double">
        <Apply function="/" mapMissingTo="0"><FieldRef field="staff"/><Constant dataType="double">100</Constant></Apply>
      </DerivedField>
      <DerivedField name="pace" optype="continuous" dataType="double">
        <NormContinuous field="growth" outliers="asExtremeValues" mapMissingTo="0.5">
          <LinearNorm orig="-0.5" norm="0"/><LinearNorm orig="0.5" norm="1"/><LinearNorm orig="1" norm="3"/>
        </NormContinuous>
      </DerivedField>
      <DerivedField name="size" optype="categorical" dataType="string">
        <Discretize field="hundreds" defaultValue="large">
          <DiscretizeBin binValue="small"><Interval closure="openOpen" rightMargin="0.1"/></DiscretizeBin>
        </Discretize>
      </DerivedField>
    </LocalTransformations>
    <Characteristics>
      <Characteristic name="computed" reasonCode="R-SIZE">
        <Attribute>
          <SimplePredicate field="size" operator="equal" value="large"/>
          <ComplexPartialScore>
            <Apply function="+">
              <Apply function="*"><FieldRef field="hundreds"/><Constant>50</Constant></Apply>
              <Apply function="min"><Constant>8</Constant><FieldRef field="pace"/></Apply>
            </Apply>
          </ComplexPartialScore>
        </Attribute>
        <Attribute partialScore="1"><True/></Attribute>
      </Characteristic>
`,
  )
  .replace(
    '<MiningField name="staff" missingValueReplacement="3" missingValueTreatment="asValue"/>',
    '<MiningField name="staff"/>',
  )

describe('computed fields and scores', () => {
  const computed = (values: Record<string, Value | null>, text = derivedText) => {
    const result = run({ grade: 'A', ...values }, text)
    return 'noScore' in result ? `${result.noScore} at ${result.at}` : result.parts[0]?.points
  }
  test.each([
    ['arithmetic of a derived field and a piecewise linear one', { staff: 30, growth: 0 }, 15.5],
    ['between the second and the third point', { staff: 30, growth: 0.75 }, 17],
    ['beyond the last point, drawn to it', { staff: 30, growth: 4 }, 18],
    ['a missing value where it is mapped', { staff: 30, growth: null }, 15.5],
    ['a class that falls under another attribute', { staff: 9, growth: 0 }, 1],
    ['the class’s own limit', { staff: 10, growth: 0 }, 5.5],
    ['a missing number that is mapped to nought', { staff: null, growth: 0 }, 1],
  ])('%s', (_, values, points) => expect(computed(values)).toBe(points))

  test('outside its points a line goes on, where nothing else is said', () => {
    expect(computed({ staff: 30, growth: 2 }, derivedText.replace(' outliers="asExtremeValues" map', ' map'))).toBe(22)
  })

  test('what cannot be computed gives no score: nought below the line, a logarithm of nought, a missing term', () => {
    const changed = (from: string, to: string) => derivedText.replace(from, to)
    expect(computed({ staff: 30, growth: 0 }, changed('>100<', '>0<'))).toBe('invalid-value at hundreds')
    const ln = changed('function="min"><Constant>8</Constant>', 'function="ln">')
    expect(computed({ staff: 30, growth: -0.5 }, ln)).toBe('invalid-value at computed')
    const open = changed(' mapMissingTo="0.5"', '')
    expect(computed({ staff: 30, growth: null }, open)).toBe('invalid-value at computed')
    expect(
      computed(
        { staff: 30, growth: 0 },
        changed(
          'name="hundreds" optype="continuous" dataType="double"',
          'name="hundreds" optype="continuous" dataType="integer"',
        ),
      ),
    ).toBe('invalid-value at hundreds')
  })

  test.each([
    [
      'a field that is derived only later',
      'field="staff"/><Const',
      'field="pace"/><Const',
      'card.unknown-field',
      'field="pace"/><Const',
    ],
    [
      'a name that a field has',
      'DerivedField name="pace"',
      'DerivedField name="staff"',
      'card.repeated-field',
      'DerivedField name="staff"',
    ],
    [
      'a text calculated with',
      '<FieldRef field="pace"/>',
      '<FieldRef field="grade"/>',
      'card.field-needs-number',
      '<FieldRef field="grade"/>',
    ],
    ['a function that is none of ours', 'function="min"', 'function="system"', 'card.wrong-value', 'function="system"'],
    ['too few arguments', '<Constant>50</Constant>', '', 'card.wrong-value', '<Apply function="*">'],
    ['a constant that is no number', '>50<', '>1e999<', 'card.wrong-value', '>1e999<'],
    ['points that do not ascend', 'orig="0.5"', 'orig="-0.5"', 'card.wrong-value', '<LinearNorm orig="-0.5" norm="0"/>'],
    ['empty targets', '<LocalTransformations>', '<Targets/><LocalTransformations>', 'card.missing-element', '<Targets/>'],
  ])('refuses %s, at its line', (_, from, to, refusal, mark) => {
    const text = derivedText.replace(from, to)
    expect(text).not.toBe(derivedText)
    const fault = faultOf(text)
    expect([fault.refusal, fault.line]).toEqual([refusal, lineOf(mark, text)])
  })

  test('an attribute has a score, of one kind or the other, and one expression', () => {
    const fault = (from: string, to: string) => faultOf(derivedText.replace(from, to)).refusal
    expect(fault(/<ComplexPartialScore>[\s\S]*<\/ComplexPartialScore>/.exec(derivedText)?.[0] ?? '', '')).toBe(
      'card.missing-attribute',
    )
    expect(fault('</ComplexPartialScore>', '<Constant>1</Constant></ComplexPartialScore>')).toBe('card.repeated-element')
    expect(fault(/<Apply function="\+">[\s\S]*<\/Apply>\n {10}<\/Complex/.exec(derivedText)?.[0] ?? '', '</Complex')).toBe(
      'card.missing-element',
    )
  })
})

/** The derived card with the class of a firm out of a table of its grade and size. */
const mappedText = derivedText
  .replace(
    '    </LocalTransformations>\n',
    `      <DerivedField name="class" optype="categorical" dataType="integer">
        <MapValues outputColumn="out" defaultValue="9" mapMissingTo="0">
          <FieldColumnPair field="grade" column="grade"/>
          <FieldColumnPair field="size" column="size"/>
          <InlineTable>
            <row><grade>A</grade><size>large</size><out>1</out></row>
            <row><grade>B</grade><size> large </size>
              <out>2</out></row>
          </InlineTable>
        </MapValues>
      </DerivedField>
    </LocalTransformations>
`,
  )
  .replace('<FieldRef field="hundreds"/><Constant>50</Constant>', '<FieldRef field="class"/><Constant>10</Constant>')

describe('a table of values', () => {
  const points = (values: Record<string, Value | null>, text = mappedText) => {
    const result = run({ staff: 30, growth: -0.5, ...values }, text)
    return 'noScore' in result ? `${result.noScore} at ${result.at}` : result.parts[0]?.points
  }
  test('gives what the row says whose every cell agrees, the default where none does, and what stands for a gap', () => {
    expect(['A', 'B', 'D', null].map((grade) => points({ grade }))).toEqual([10, 20, 90, 0])
    const silent = mappedText.replace(' defaultValue="9" mapMissingTo="0"', '')
    expect(points({ grade: 'D' }, silent)).toBe('invalid-value at computed')
    expect(points({ grade: null }, silent)).toBe('invalid-value at computed')
  })

  test.each([
    ['a field that is none', 'field="size" column', 'field="sighs" column', 'card.unknown-field', 'field="sighs" column'],
    ['two fields of one column', 'column="size"/>', 'column="grade"/>', 'card.wrong-value', 'field="size" column="grade"'],
    ['a row without a cell', '<size>large</size><out>1', '<out>1', 'card.missing-element', '<row><grade>A'],
    ['a cell twice', '<out>2</out>', '<out>2</out><out>3</out>', 'card.repeated-element', '<out>2</out>'],
    ['a column that nobody asked for', '<out>2</out>', '<out>2</out><name>x</name>', 'card.unknown-element', '<out>2</out>'],
    ['a cell of the wrong type', '<out>2</out>', '<out>many</out>', 'card.wrong-value', '<out>many</out>'],
    ['a cell within a cell', '<out>2</out>', '<out><b>2</b></out>', 'card.unknown-element', '<out><b>2'],
    ['a cell with an attribute', '<out>2</out>', '<out x="1">2</out>', 'card.unknown-attribute', '<out x='],
    [
      'another type than the field’s',
      'outputColumn="out"',
      'dataType="string" outputColumn="out"',
      'card.wrong-value',
      'dataType="string" out',
    ],
    [
      'a table that lies elsewhere',
      '<InlineTable>',
      '<TableLocator/><InlineTable>',
      'card.unsupported-element',
      '<TableLocator/>',
    ],
  ])('refuses %s, at its line', (_, from, to, refusal, mark) => {
    const text = mappedText.replace(from, to)
    expect(text).not.toBe(mappedText)
    const fault = faultOf(text)
    expect([fault.refusal, fault.line]).toEqual([refusal, lineOf(mark, text)])
  })
})
