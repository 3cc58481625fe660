import type { DataClass, PushedClass } from '../agencies/directory'
import { dayText, lastFounding, monthNumber, monthText } from './calendar'
import { createCodes } from './codes'
import { createFounding, type Enterprise } from './enterprise'
import { courtFile } from './files/court'
import { customsFile } from './files/customs'
import type { Subject } from './files/file'
import { listFile } from './files/list'
import { penaltyFile } from './files/penalty'
import {
  agricultureRecords,
  environmentRecords,
  housingFundRecords,
  type PushedRecord,
  procurementRecords,
  publicOpinionRecords,
  qualificationRecords,
  subsidyRecords,
  titleDeeds,
} from './files/pushed'
import { registerEntry, registrationFile } from './files/registration'
import { intellectualPropertyFile, permitFile } from './files/rights'
import { socialSecurityFile } from './files/social-security'
import { taxFile } from './files/tax'
import { utilityFile } from './files/utility'
import { lieOf, live } from './health'
import { type Truth, truthOf } from './truth'

export type CityOptions = {
  seed: number
  /** How many enterprises the city has, 1 to 1,000,000. */
  enterprises: number
  /** Last month that the city has lived through, `YYYY-MM`, from 2026-03 on. */
  asOf: string
  /** What has happened by this day is on file; by default the 25th of the month after `asOf`, when all returns are due. */
  today?: string
}

export const maxEnterprises = 1_000_000
export const defaultSeed = 610800

/**
 * A city that exists only as arithmetic: every enterprise is computed from seed and number when somebody asks, so a
 * million cost no memory, and the same seed tells the same story for ever, however far `asOf` has moved on.
 */
export function createCity({ seed, enterprises, asOf, today }: CityOptions) {
  if (!Number.isInteger(enterprises) || enterprises < 1 || enterprises > maxEnterprises)
    throw new RangeError(`the city has 1 to ${maxEnterprises} enterprises, not ${enterprises}`)
  const last = monthNumber(asOf)
  if (!(last >= lastFounding + 3)) throw new RangeError(`the city begins to speak in ${monthText(lastFounding + 3)}, not ${asOf}`)
  const codes = createCodes(seed)
  const found = createFounding(seed, codes)

  const enterprise = (index: number): Enterprise => {
    if (!Number.isInteger(index) || index < 0 || index >= enterprises) throw new RangeError(`no enterprise ${index}`)
    return found(index)
  }
  let latest: Subject | null = null
  const subject = (index: number): Subject => {
    // Agencies ask for one enterprise nine times in a row.
    if (latest?.enterprise.index === index) return latest
    const it = enterprise(index)
    latest = {
      seed,
      enterprise: it,
      life: live(seed, it, last),
      lie: lieOf(seed, it),
      asOf: last,
      today: today ?? dayText(last + 1, 25),
    }
    return latest
  }

  return {
    seed,
    size: enterprises,
    asOf,
    enterprise,

    /** The number of the enterprise with this very credit code, or null. */
    find(creditCode: string): number | null {
      const index = codes.indexOf(creditCode)
      return index !== null && index < enterprises && found(index).creditCode === creditCode ? index : null
    },

    registerEntry: (index: number) => registerEntry(subject(index)),
    contactOf: (index: number) => enterprise(index).contact,

    /** An agency's file on an enterprise for the months from–to (`YYYY-MM`, both included), in the agency's own words. */
    contentOf: (index: number, dataClass: DataClass, from: string, to: string): object =>
      fileOf(subject(index), dataClass, monthNumber(from), monthNumber(to)),

    /** What an agency puts into a file about an enterprise for the months from–to (`YYYY-MM`, both included). */
    recordsOf: (index: number, dataClass: PushedClass, from: string, to: string): PushedRecord[] =>
      recordsOf(subject(index), dataClass, monthNumber(from), monthNumber(to)),

    /** The enterprise's title deeds, as it has them in its drawer. */
    deedsOf: (index: number) => titleDeeds(subject(index)),

    /** The labels that no agency knows. */
    truthOf: (index: number): Truth => truthOf(seed, enterprise(index), last),
  }
}
export type City = ReturnType<typeof createCity>

function fileOf(subject: Subject, dataClass: DataClass, from: number, to: number): object {
  switch (dataClass) {
    case 'REGISTRATION':
      return registrationFile(subject, from, to)
    case 'TAX':
      return taxFile(subject, from, to)
    case 'SOCIAL_SECURITY':
      return socialSecurityFile(subject, from, to)
    case 'ELECTRICITY':
    case 'WATER':
    case 'GAS':
      return utilityFile(subject, dataClass, from, to)
    case 'PENALTY':
      return penaltyFile(subject, from, to)
    case 'COURT':
      return courtFile(subject, from, to)
    case 'LIST':
      return listFile(subject, from, to)
    case 'PERMIT':
      return permitFile(subject, to)
    case 'INTELLECTUAL_PROPERTY':
      return intellectualPropertyFile(subject, to)
    case 'CUSTOMS':
      return customsFile(subject, from, to)
    case 'REAL_ESTATE':
      return { ownerCode: subject.enterprise.creditCode, answers: [] }
    default:
      return { subjectCode: subject.enterprise.creditCode, records: recordsOf(subject, dataClass, from, to) }
  }
}

function recordsOf(subject: Subject, dataClass: PushedClass, from: number, to: number): PushedRecord[] {
  switch (dataClass) {
    case 'HOUSING_FUND':
      return housingFundRecords(subject, from, to)
    case 'QUALIFICATION':
      return qualificationRecords(subject, to)
    case 'PROCUREMENT':
      return procurementRecords(subject, from, to)
    case 'SUBSIDY':
      return subsidyRecords(subject, from, to)
    case 'ENVIRONMENT':
      return environmentRecords(subject, from, to)
    case 'AGRICULTURE':
      return agricultureRecords(subject)
    case 'PUBLIC_OPINION':
      return publicOpinionRecords(subject, from, to)
    default:
      return dataClass satisfies never
  }
}
