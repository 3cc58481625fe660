/** GB/T 2260 areas of Yulin (榆林市). The open names stay in Chinese order of code, as registers list them. */
export type County = { code: string; zh: string; en: string }

export const city: County = { code: '610800', zh: '榆林市', en: 'Yulin' }

export const counties = [
  { code: '610802', zh: '榆阳区', en: 'Yuyang District' },
  { code: '610803', zh: '横山区', en: 'Hengshan District' },
  { code: '610822', zh: '府谷县', en: 'Fugu County' },
  { code: '610824', zh: '靖边县', en: 'Jingbian County' },
  { code: '610825', zh: '定边县', en: 'Dingbian County' },
  { code: '610826', zh: '绥德县', en: 'Suide County' },
  { code: '610827', zh: '米脂县', en: 'Mizhi County' },
  { code: '610828', zh: '佳县', en: 'Jia County' },
  { code: '610829', zh: '吴堡县', en: 'Wubu County' },
  { code: '610830', zh: '清涧县', en: 'Qingjian County' },
  { code: '610831', zh: '子洲县', en: 'Zizhou County' },
  { code: '610881', zh: '神木市', en: 'Shenmu City' },
] as const satisfies readonly County[]

export type CountyCode = (typeof counties)[number]['code']

/**
 * Codes withdrawn when a county became a district or a city. Credit codes issued before keep them (positions 3–8), so they
 * are read, and never issued again.
 */
export const retiredAreas = [
  { code: '610821', zh: '神木县', en: 'Shenmu County', successor: '610881' },
  { code: '610823', zh: '横山县', en: 'Hengshan County', successor: '610803' },
] as const satisfies readonly (County & { successor: CountyCode })[]

const byCode = new Map<string, (typeof counties)[number]>(counties.map((county) => [county.code, county]))
const successors = new Map<string, CountyCode>(retiredAreas.map(({ code, successor }) => [code, successor]))

export const isCountyCode = (code: string): code is CountyCode => byCode.has(code)

/**
 * The county of today behind an area code, current or retired; undefined outside the twelve (the city's own code too: its
 * office registers firms of every county).
 */
export const countyOf = (code: string): (typeof counties)[number] | undefined => byCode.get(successors.get(code) ?? code)

/** The area code inside a credit code (positions 3–8), current or retired. Where the firm registered, not where it is. */
export const areaOfCreditCode = (creditCode: string): string => creditCode.slice(2, 8)
