import { isSpringFestival, type MonthNumber, monthOfYear } from './calendar'

/** Shape of the year, January first, around one; `festival` multiplies the month of the Spring Festival. */
const seasons = {
  coal: { year: [1.25, 1.05, 0.95, 0.85, 0.82, 0.88, 0.95, 0.95, 0.95, 1.02, 1.18, 1.3], festival: 0.72 },
  plant: { year: [1, 0.98, 1.02, 1.02, 1.02, 1, 0.98, 0.98, 1.02, 1, 1, 1.02], festival: 0.7 },
  building: { year: [0.35, 0.35, 0.75, 1.1, 1.3, 1.35, 1.3, 1.3, 1.3, 1.25, 0.95, 0.7], festival: 0.6 },
  haulage: { year: [1.15, 1, 0.98, 0.92, 0.9, 0.92, 0.97, 0.97, 1, 1.04, 1.12, 1.15], festival: 0.62 },
  shop: { year: [1.12, 1.02, 0.92, 0.92, 0.98, 0.97, 0.97, 0.96, 1.05, 1.08, 0.98, 1.05], festival: 1.25 },
  table: { year: [1, 0.95, 0.93, 0.98, 1.05, 1.03, 1.05, 1.06, 1.02, 1.06, 0.94, 0.95], festival: 1.1 },
  harvest: { year: [0.7, 0.6, 0.55, 0.6, 0.65, 0.75, 0.95, 1.1, 1.6, 2, 1.5, 1], festival: 1.15 },
  herd: { year: [1.15, 1, 0.85, 0.85, 0.9, 0.9, 0.92, 0.95, 1.05, 1.1, 1.15, 1.2], festival: 1.2 },
  office: { year: [0.85, 0.8, 0.95, 0.95, 1, 1.1, 0.95, 0.95, 1.05, 1, 1.1, 1.35], festival: 0.7 },
  heat: { year: [2.1, 1.9, 1.4, 0.4, 0.2, 0.2, 0.2, 0.2, 0.3, 0.9, 1.9, 2.2], festival: 1 },
} as const
export type Season = keyof typeof seasons

export const seasonOf = (season: Season, month: MonthNumber): number =>
  (seasons[season].year[monthOfYear(month)] ?? 1) * (isSpringFestival(month) ? seasons[season].festival : 1)

/** Rooms are heated from November to March: it shows in gas and power whatever the firm sells. */
export const heatingOf = (month: MonthNumber): number => [1, 0.9, 0.55, 0.1, 0, 0, 0, 0, 0, 0.2, 0.8, 1][monthOfYear(month)] ?? 0

export type Industry = {
  /** GB/T 4754-2017, letter and four digits. */
  code: string
  /** What the firm does, as its name says it. */
  word: string
  /** Share of the city's enterprises before the county bends it. */
  weight: number
  pull: 'coal' | 'farm' | 'even'
  /** Probabilities of company, sole trader, cooperative. */
  forms: readonly [number, number, number]
  /** Median monthly sales of a company, in yuan; other forms are smaller. */
  sales: number
  /** Monthly sales a head, in yuan. */
  perHead: number
  /** kWh, cubic metres of water and of gas for 10,000 yuan of sales; gas 0: no connection for the process. */
  use: readonly [kwh: number, water: number, gas: number]
  season: Season
  /** Tax paid over sales, in basis points. */
  taxBps: number
  /** How often authorities and courts have reason to look, 1 is ordinary. */
  risk: number
}

const row = (
  code: string,
  word: string,
  weight: number,
  pull: Industry['pull'],
  forms: Industry['forms'],
  sales: number,
  perHead: number,
  use: Industry['use'],
  season: Season,
  taxBps: number,
  risk: number,
): Industry => ({ code, word, weight, pull, forms, sales, perHead, use, season, taxBps, risk })

const company = [0.97, 0.03, 0] as const
const mostlyCompany = [0.78, 0.22, 0] as const
const mostlyTrader = [0.28, 0.72, 0] as const
const cooperative = [0.12, 0.06, 0.82] as const

/** A coal county's economy. Weights, sizes and intensities are invented, in plausible proportion to one another. */
export const industries: readonly Industry[] = [
  row('B0610', '洗选煤', 5, 'coal', company, 6_200_000, 92_000, [210, 9, 0], 'coal', 620, 1.5),
  row('C2521', '焦化', 1.6, 'coal', company, 9_500_000, 120_000, [330, 14, 0], 'coal', 480, 1.6),
  row('C2529', '型煤加工', 2.4, 'coal', company, 2_300_000, 75_000, [260, 8, 0], 'coal', 420, 1.3),
  row('C2614', '煤化工', 2, 'coal', company, 8_400_000, 130_000, [420, 22, 18], 'plant', 450, 1.5),
  row('C3511', '矿山机械', 3, 'coal', company, 1_900_000, 48_000, [190, 4, 2], 'plant', 380, 0.9),
  row('C3311', '金属结构', 2.2, 'coal', mostlyCompany, 1_200_000, 45_000, [230, 3, 2], 'plant', 330, 1),
  row('C4330', '设备维修', 2.4, 'coal', mostlyCompany, 620_000, 32_000, [110, 3, 0], 'plant', 320, 0.8),
  row('C3021', '水泥制品', 1.8, 'even', company, 1_500_000, 52_000, [280, 16, 4], 'building', 340, 1.2),
  row('C1351', '羊肉加工', 1.6, 'farm', mostlyCompany, 980_000, 55_000, [160, 18, 6], 'herd', 180, 1),
  row('C1371', '蔬菜加工', 1.6, 'farm', mostlyCompany, 560_000, 42_000, [140, 15, 6], 'harvest', 170, 0.9),
  row('C1411', '糕点', 1.6, 'farm', mostlyTrader, 260_000, 24_000, [170, 9, 14], 'shop', 200, 1),
  row('D4430', '供热', 0.7, 'even', company, 1_400_000, 60_000, [190, 24, 420], 'heat', 260, 0.8),
  row('E4710', '建筑', 4, 'even', company, 3_600_000, 62_000, [28, 4, 0], 'building', 300, 1.6),
  row('E4813', '市政工程', 2.6, 'even', company, 2_900_000, 66_000, [30, 5, 0], 'building', 290, 1.4),
  row('E4910', '电气安装', 2.2, 'even', mostlyCompany, 820_000, 40_000, [24, 2, 0], 'building', 300, 0.9),
  row('F5161', '煤炭销售', 6, 'coal', company, 5_200_000, 310_000, [9, 0.4, 0], 'coal', 260, 1.2),
  row('F5165', '建材批发', 4, 'even', mostlyCompany, 1_300_000, 140_000, [12, 0.8, 0], 'building', 210, 0.9),
  row('F5123', '果品批发', 2.4, 'farm', mostlyTrader, 700_000, 110_000, [32, 1.5, 0], 'harvest', 120, 0.7),
  row('F5171', '农机销售', 1.8, 'farm', mostlyCompany, 640_000, 95_000, [14, 1, 0], 'harvest', 170, 0.7),
  row('F5211', '百货', 6, 'even', mostlyTrader, 380_000, 42_000, [55, 2, 0], 'shop', 190, 0.8),
  row('F5212', '超市', 5.5, 'even', mostlyTrader, 520_000, 45_000, [85, 2.5, 0], 'shop', 180, 0.9),
  row('F5281', '五金', 4.5, 'even', mostlyTrader, 240_000, 46_000, [24, 1, 0], 'building', 190, 0.7),
  row('G5439', '运输', 7, 'coal', [0.72, 0.28, 0], 1_350_000, 58_000, [10, 1.2, 0], 'haulage', 270, 1.3),
  row('G5990', '仓储', 2, 'coal', company, 760_000, 48_000, [65, 2, 0], 'haulage', 260, 0.8),
  row('H6110', '饭店', 2.2, 'even', mostlyCompany, 430_000, 21_000, [170, 22, 26], 'table', 260, 1),
  row('H6210', '餐饮', 8, 'even', mostlyTrader, 230_000, 17_000, [130, 15, 32], 'table', 230, 1.1),
  row('H6220', '快餐', 4, 'even', [0.12, 0.88, 0], 120_000, 15_000, [135, 12, 28], 'table', 210, 1),
  row('I6513', '软件', 1.8, 'even', company, 480_000, 26_000, [30, 1, 0], 'office', 300, 0.5),
  row('I6531', '信息系统集成', 1.5, 'even', company, 690_000, 34_000, [28, 1, 0], 'office', 300, 0.6),
  row('L7299', '商务服务', 3, 'even', mostlyCompany, 310_000, 24_000, [22, 1, 0], 'office', 320, 0.7),
  row('M7452', '检测服务', 1.4, 'coal', company, 420_000, 27_000, [45, 2, 1], 'office', 330, 0.6),
  row('O8111', '汽车修理', 4, 'even', mostlyTrader, 190_000, 22_000, [60, 5, 0], 'plant', 210, 0.9),
  row('K7020', '物业服务', 1.6, 'even', company, 360_000, 14_000, [55, 6, 3], 'office', 280, 0.9),
  row('A0123', '马铃薯种植', 4, 'farm', cooperative, 420_000, 30_000, [45, 60, 0], 'harvest', 20, 0.6),
  row('A0121', '杂豆种植', 3, 'farm', cooperative, 260_000, 26_000, [35, 42, 0], 'harvest', 20, 0.6),
  row('A0141', '蔬菜种植', 2.4, 'farm', cooperative, 340_000, 24_000, [70, 85, 0], 'harvest', 20, 0.6),
  row('A0151', '山地苹果种植', 3, 'farm', cooperative, 380_000, 28_000, [40, 55, 0], 'harvest', 20, 0.6),
  row('A0314', '白绒山羊养殖', 4, 'farm', cooperative, 460_000, 36_000, [50, 40, 0], 'herd', 20, 0.7),
  row('A0512', '农机服务', 2, 'farm', cooperative, 280_000, 32_000, [18, 3, 0], 'harvest', 40, 0.6),
]
