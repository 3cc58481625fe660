import { type CountyCode, countyOf } from '@/server/kernel/areas'

/** The twelve counties (GB/T 2260) with the share of the city's enterprises, and whether coal or farming feeds them. */
export type County = {
  code: CountyCode
  name: string
  en: string
  weight: number
  coal: number
  farm: number
  /** The code before the county was renamed, and the first month of the new one: old credit codes keep the old one. */
  retired?: { code: string; until: string }
}

const shares: readonly (readonly [code: CountyCode, weight: number, coal: number, farm: number])[] = [
  ['610802', 24, 1, 0.6],
  ['610881', 20, 1.7, 0.3],
  ['610822', 10.5, 1.6, 0.3],
  ['610824', 10, 0.9, 0.9],
  ['610825', 8, 0.7, 1.2],
  ['610803', 7, 1.2, 0.9],
  ['610826', 6, 0.3, 1.5],
  ['610827', 4.5, 0.25, 1.8],
  ['610831', 3.5, 0.3, 2],
  ['610830', 3, 0.2, 2.2],
  ['610828', 2.3, 0.3, 2.2],
  ['610829', 1.2, 0.4, 1.6],
]

const renamed: Partial<Record<CountyCode, County['retired']>> = {
  '610881': { code: '610821', until: '2017-04' },
  '610803': { code: '610823', until: '2015-12' },
}

export const counties: readonly County[] = shares.map(([code, weight, coal, farm]) => {
  const { zh = code, en = code } = countyOf(code) ?? {}
  return { code, name: zh, en, weight, coal, farm, retired: renamed[code] }
})

/** Invented street names: pleasant, plain and of no real town. */
export const streets = [
  '云岭路',
  '晴川街',
  '望岭大道',
  '沙柳路',
  '驼铃街',
  '朔光路',
  '归雁街',
  '长庚路',
  '听泉巷',
  '青禾路',
  '石窑街',
  '红枣路',
  '向阳坡路',
  '新渠街',
  '白杨路',
  '望驼巷',
  '塬上路',
  '河湾街',
  '启程大道',
  '聚贤街',
] as const
