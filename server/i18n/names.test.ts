import { expect, it } from 'vitest'
import consent from '@/messages/zh-CN/consent.json'
import disbursement from '@/messages/zh-CN/disbursement.json'
import lending from '@/messages/zh-CN/lending.json'
import statistics from '@/messages/zh-CN/statistics.json'
import { consentEvents, consentModes, consentPurposes, consentStates, dataClasses, fetchTypes } from '@/server/consent/schema'
import { columnsOf } from '@/server/disbursement/domain/import-columns'
import { lineOutcomes, reportKinds, reversalReasons } from '@/server/disbursement/schema'
import { repaymentMethods } from '@/server/kernel/loan/schedule'
import { deadlineKinds } from '@/server/lending/domain/deadlines'
import {
  applicationEvents,
  applicationFlags,
  applicationStates,
  contactChannels,
  intakeDeclineReasons,
  loanPurposes,
  recordedEvents,
  rejectionReasons,
  supplementItems,
} from '@/server/lending/schema'
import { figureIds } from '@/server/statistics/domain/definitions'

// English has the same keys: messages.test.ts.
it.each<[string, object, readonly string[]]>([
  ['application states', lending.states, applicationStates],
  ['application flags', lending.flags, applicationFlags],
  ['application events', lending.events, recordedEvents],
  ['application actions', lending.actions, applicationEvents],
  ['rejection reasons', lending.rejectionReasons, rejectionReasons],
  ['reasons of intake', lending.intakeDeclineReasons, intakeDeclineReasons],
  ['purposes of loans', lending.purposes, loanPurposes],
  ['repayment methods', lending.methods, repaymentMethods],
  ['contact channels', lending.channels, contactChannels],
  ['documents to supply', lending.supplementItems, supplementItems],
  ['deadlines', lending.deadlines, deadlineKinds],
  ['consent states', consent.states, consentStates],
  ['consent events', consent.events, consentEvents],
  ['consent purposes', consent.purposes, consentPurposes],
  ['consent modes', consent.modes, consentModes],
  ['fetch types', consent.fetchTypes, fetchTypes],
  ['data classes', consent.dataClasses, dataClasses],
  ['report kinds', disbursement.kinds, reportKinds],
  ['line outcomes', disbursement.outcomes, lineOutcomes],
  ['reversal reasons', disbursement.reversalReasons, reversalReasons],
  ['figures', statistics.figures, figureIds],
])('%s have a name each, and none has one that is gone', (_, names, ids) => {
  expect(Object.keys(names).sort()).toEqual([...ids].sort())
})

it('names every column of the import files', () => {
  const keys = new Set([...columnsOf('DISBURSEMENT'), ...columnsOf('REPAYMENT')].map(({ key }) => key))
  expect(Object.keys(disbursement.columns).sort()).toEqual([...keys].sort())
})
