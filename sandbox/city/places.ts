/** The twelve counties (GB/T 2260) with the share of the city's enterprises, and whether coal or farming feeds them. */
export type County = {
  code: string
  name: string
  en: string
  weight: number
  coal: number
  farm: number
  /** The code before the county was renamed, and the first month of the new one: old credit codes keep the old one. */
  retired?: { code: string; until: string }
}

export const counties: readonly County[] = [
  { code: '610802', name: '榆阳区', en: 'Yuyang', weight: 24, coal: 1, farm: 0.6 },
  {
    code: '610881',
    name: '神木市',
    en: 'Shenmu',
    weight: 20,
    coal: 1.7,
    farm: 0.3,
    retired: { code: '610821', until: '2017-04' },
  },
  { code: '610822', name: '府谷县', en: 'Fugu', weight: 10.5, coal: 1.6, farm: 0.3 },
  { code: '610824', name: '靖边县', en: 'Jingbian', weight: 10, coal: 0.9, farm: 0.9 },
  { code: '610825', name: '定边县', en: 'Dingbian', weight: 8, coal: 0.7, farm: 1.2 },
  {
    code: '610803',
    name: '横山区',
    en: 'Hengshan',
    weight: 7,
    coal: 1.2,
    farm: 0.9,
    retired: { code: '610823', until: '2015-12' },
  },
  { code: '610826', name: '绥德县', en: 'Suide', weight: 6, coal: 0.3, farm: 1.5 },
  { code: '610827', name: '米脂县', en: 'Mizhi', weight: 4.5, coal: 0.25, farm: 1.8 },
  { code: '610831', name: '子洲县', en: 'Zizhou', weight: 3.5, coal: 0.3, farm: 2 },
  { code: '610830', name: '清涧县', en: 'Qingjian', weight: 3, coal: 0.2, farm: 2.2 },
  { code: '610828', name: '佳县', en: 'Jiaxian', weight: 2.3, coal: 0.3, farm: 2.2 },
  { code: '610829', name: '吴堡县', en: 'Wubu', weight: 1.2, coal: 0.4, farm: 1.6 },
]

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
