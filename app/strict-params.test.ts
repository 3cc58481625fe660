import { describe, expect, it } from 'vitest'
import { ZodError } from 'zod'
import { breakdownInput, exportRecordsInput } from '@/server/statistics/schema'
import { strictly } from './strict-params'

const strict = (query: string) => strictly(exportRecordsInput, new Request(`http://city.test/api/exports/records?${query}`))
const issues = (query: string) => {
  try {
    strict(query)
    return []
  } catch (error) {
    if (!(error instanceof ZodError)) throw error
    return error.issues.map(({ path, code }) => path.join('.') || code)
  }
}

describe('the parameters of a file', () => {
  it('are taken to the letter: a wrong value, an unknown name, a name given twice are refused by name', () => {
    expect(strict('kind=granted&county=610881&size=')).toEqual({ kind: 'granted', county: '610881' })
    expect(issues('county=61088')).toEqual(['county'])
    expect(issues('from=2026-13-01&industry=ZZ')).toEqual(['from', 'industry'])
    expect(issues('countty=610881')).toEqual(['unrecognized_keys'])
    expect(issues('county=610881&county=610802')).toEqual(['county'])
    const breakdown = new Request('http://city.test/x?period=decade')
    expect(() => strictly(breakdownInput, breakdown, { by: 'institution' })).toThrow(ZodError)
  })
})
