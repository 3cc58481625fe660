/** An invented bank's score card: two numbers, a grade; reasons below a baseline at both levels. Line 1 is the declaration. */
export const cardText = `<?xml version="1.0" encoding="UTF-8"?>
<PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4">
  <Header copyright="Invented Bank" description="Working capital">
    <Extension name="owner" value="risk"/>
    <Application name="Workbench" version="2"/>
    <Timestamp>2026-05-01T08:00:00</Timestamp>
  </Header>
  <DataDictionary numberOfFields="4">
    <DataField name="growth" optype="continuous" dataType="double">
      <Interval closure="closedClosed" leftMargin="-1" rightMargin="10"/>
    </DataField>
    <DataField name="staff" displayName="Insured staff" optype="continuous" dataType="integer"/>
    <DataField name="grade" optype="categorical" dataType="string">
      <Value value="A"/>
      <Value value="B"/>
      <Value value="D"/>
      <Value value="none" property="missing"/>
    </DataField>
    <DataField name="score" optype="continuous" dataType="double"/>
  </DataDictionary>
  <Scorecard modelName="working-capital" functionName="regression" initialScore="100" useReasonCodes="true"
             reasonCodeAlgorithm="pointsBelow" baselineScore="20">
    <MiningSchema>
      <MiningField name="growth" outliers="asExtremeValues" lowValue="-0.5" highValue="5"/>
      <MiningField name="staff" missingValueReplacement="3" missingValueTreatment="asValue"/>
      <MiningField name="grade" invalidValueTreatment="asMissing"/>
      <MiningField name="score" usageType="predicted"/>
    </MiningSchema>
    <Output>
      <OutputField name="final" feature="predictedValue" dataType="double" optype="continuous"/>
      <OutputField name="first" feature="reasonCode" rank="1" dataType="string"/>
      <OutputField name="second" feature="reasonCode" rank="2" dataType="string"/>
    </Output>
    <Characteristics>
      <Characteristic name="growth" reasonCode="R-GROWTH" baselineScore="30">
        <Attribute partialScore="12"><SimplePredicate field="growth" operator="isMissing"/></Attribute>
        <Attribute partialScore="-5"><SimplePredicate field="growth" operator="lessThan" value="0"/></Attribute>
        <Attribute partialScore="15.5">
          <CompoundPredicate booleanOperator="and">
            <SimplePredicate field="growth" operator="greaterOrEqual" value="0"/>
            <SimplePredicate field="growth" operator="lessThan" value="0.2"/>
          </CompoundPredicate>
        </Attribute>
        <Attribute partialScore="30"><SimplePredicate field="growth" operator="greaterOrEqual" value="0.2"/></Attribute>
      </Characteristic>
      <Characteristic name="staff" reasonCode="R-STAFF">
        <Attribute partialScore="5"><SimplePredicate field="staff" operator="lessThan" value="5"/></Attribute>
        <Attribute partialScore="25"><True/></Attribute>
      </Characteristic>
      <Characteristic name="grade">
        <Attribute partialScore="40" reasonCode="R-GOOD">
          <SimpleSetPredicate field="grade" booleanOperator="isIn"><Array n="2" type="string">"A" B</Array></SimpleSetPredicate>
        </Attribute>
        <Attribute partialScore="0" reasonCode="R-GRADE"><True/></Attribute>
      </Characteristic>
    </Characteristics>
  </Scorecard>
</PMML>
`
