import { describe, expect, it } from 'vitest'
import en from '@/messages/en/indicators.json'
import zh from '@/messages/zh-CN/indicators.json'
import { gateCodes } from '../schema'
import { repairRules } from './repair-rules'
import { citedRules, ruleCited } from './rule-cited'

describe('the rule that is cited', () => {
  it('is the own rule of the list where it has one, and the repair rule of the day elsewhere', () => {
    expect(gateCodes.map((code) => [code, ruleCited(code, 'NDRC-36-2025')])).toEqual([
      ['REGISTRATION_NOT_ACTIVE', null],
      ['COURT_DEFAULTER', 'SPC-7-2017'],
      ['SERIOUS_VIOLATION', 'NDRC-36-2025'],
      ['SERIOUS_TAX_VIOLATION', 'NDRC-36-2025'],
      ['ABNORMAL_OPERATION', 'SC-654-2014'],
      ['WAGE_ARREARS', 'NDRC-36-2025'],
      ['SERIOUS_PENALTY', 'NDRC-36-2025'],
    ])
    expect([ruleCited('ADMIN_PENALTY', 'NDRC-58-2023'), ruleCited('ADMIN_PENALTY', 'unknown')]).toEqual(['NDRC-58-2023', null])
  })
  it('has its title in both languages, and none is without use', () => {
    for (const texts of [zh, en]) expect(Object.keys(texts.repairRules).sort()).toEqual([...citedRules].sort())
    for (const { id } of repairRules) expect(citedRules).toContain(id)
  })
})
