import { divisionRows, sectionRows } from './industry-rows'
import { done, type Outcome, refused } from './outcome'

/** GB/T 4754-2017 国民经济行业分类: 20 sections (门类, a letter) and 97 divisions (大类, two digits). */
export type SectionLetter = (typeof sectionRows)[number][0]
export type DivisionNumber = (typeof divisionRows)[number][1]

export type IndustrySection = { letter: SectionLetter; zh: string; en: string }
export type IndustryDivision = { section: SectionLetter; number: DivisionNumber; code: string; zh: string; en: string }

/** `C25`, `G592` or `K7010`, taken apart. `group` (中类, three digits) is null for a division alone. */
export type Industry = {
  code: string
  section: IndustrySection
  division: IndustryDivision
  group: string | null
}

export type IndustryRefusal = 'industry.malformed' | 'industry.unknown'

export const sections: readonly IndustrySection[] = sectionRows.map(([letter, zh, en]) => ({ letter, zh, en }))

export const divisions: readonly IndustryDivision[] = divisionRows.map(([section, number, zh, en]) => ({
  section,
  number,
  code: section + number,
  zh,
  en,
}))

const sectionOf = new Map<string, IndustrySection>(sections.map((section) => [section.letter, section]))
const divisionOf = new Map<string, IndustryDivision>(divisions.map((division) => [division.code, division]))

/**
 * A section letter with two to four digits. Refuses `industry.malformed` for another form and `industry.unknown` for a
 * division that the standard doesn't have under that letter. Groups and classes (473 and 1,382) are not looked up: they
 * are deployment data, and no rule here turns on more than three digits.
 */
export function parseIndustry(code: string): Outcome<Industry, IndustryRefusal> {
  if (!/^[A-Z]\d{2,4}$/.test(code)) return refused('industry.malformed')
  const division = divisionOf.get(code.slice(0, 3))
  const section = division && sectionOf.get(division.section)
  if (!section) return refused('industry.unknown')
  return done({ code, section, division, group: code.length > 3 ? code.slice(1, 4) : null })
}

/** The section of a letter, for example of stored firms by section; undefined when there is none. */
export const findSection = (letter: string): IndustrySection | undefined => sectionOf.get(letter)

/** The division of a letter with two digits (`C25`); undefined when there is none. */
export const findDivision = (code: string): IndustryDivision | undefined => divisionOf.get(code)
