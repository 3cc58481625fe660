import { dayText, epoch, lastFounding, type MonthNumber, monthNumber } from './calendar'
import type { Codes } from './codes'
import { type Industry, industries } from './industries'
import { brandOf, contactNumber, isBlocked, personName } from './names'
import { type County, counties, streets } from './places'
import { createPermutation, createRandom, type Random } from './random'

export const legalForms = ['COMPANY', 'SOLE_TRADER', 'COOPERATIVE'] as const
export type LegalForm = (typeof legalForms)[number]

/** What an enterprise is: fixed by seed and number, the same whatever the month. */
export type Enterprise = {
  index: number
  creditCode: string
  name: string
  legalForm: LegalForm
  industry: Industry
  county: County
  address: string
  foundedOn: string
  founded: MonthNumber
  legalRepresentative: string
  contact: string
  /** In yuan. */
  registeredCapital: number
  paidInCapital: number
  /** How well it is run, standard normal: the level around which its health moves. */
  quality: number
  /** Monthly sales in an ordinary month, in yuan. */
  sales: number
  /** Insured persons in an ordinary month. */
  headcount: number
  /** Whether it has a gas meter. */
  gas: boolean
}

/** Sales of a sole trader or cooperative against a company of the same trade. */
const sizeOf: Record<LegalForm, number> = { COMPANY: 1, SOLE_TRADER: 0.22, COOPERATIVE: 0.8 }
const kindOf: Record<LegalForm, string> = { COMPANY: '91', SOLE_TRADER: '92', COOPERATIVE: '93' }

const brandSide = 1448
/** Brands beyond the first million are kept for enterprises whose first brand is blocked. */
const spareBrands = 1_000_000

const weightIn = (county: County) => (industry: Industry) =>
  industry.weight * (industry.pull === 'coal' ? county.coal : industry.pull === 'farm' ? county.farm : 1)

/** Founds enterprises by number, each alone and always the same. */
export function createFounding(seed: number, codes: Codes) {
  const brands = createPermutation(seed, brandSide, 'brands')

  return (index: number): Enterprise => {
    const random = createRandom(seed, index, 'enterprise')
    const county = random.weighted(counties, ({ weight }) => weight)
    const industry = random.weighted(industries, weightIn(county))
    const legalForm = random.weighted(legalForms, (form) => industry.forms[legalForms.indexOf(form)] ?? 0)
    const founded = foundingMonth(random, legalForm)
    const quality = random.normal()
    // The well run have grown larger.
    const size = Math.exp(0.35 * quality + 0.88 * random.normal()) * sizeOf[legalForm]
    const sales = Math.max(6_000, industry.sales * size)
    const capital = capitalOf(random, legalForm, sales)
    const name = nameOf(county, brand(brands, index), industry, legalForm)
    return {
      index,
      creditCode: codes.codeOf(index, kindOf[legalForm] + areaOf(county, founded)),
      name,
      legalForm,
      industry,
      county,
      address: `陕西省榆林市${county.name}${random.pick(streets)}${random.int(1, 388)}号`,
      foundedOn: dayText(founded, random.int(1, 28)),
      founded,
      legalRepresentative: personName(random),
      contact: contactNumber(random),
      ...capital,
      quality,
      sales,
      headcount: Math.max(
        legalForm === 'SOLE_TRADER' ? 0 : 2,
        Math.round((sales / industry.perHead) * (0.75 + random.next() * 0.5)),
      ),
      gas: industry.use[2] > 0 || random.chance(0.25),
    }
  }
}

/** Most firms are young; a few go back to the eighties. */
function foundingMonth(random: Random, form: LegalForm): MonthNumber {
  const years = Math.min(35, -Math.log(1 - random.next() * 0.985) * (form === 'COMPANY' ? 8.5 : 6))
  return lastFounding - Math.floor(years * 12)
}

/** An area code stays in the credit code when the county is renamed: firms of before carry the old one. */
const areaOf = ({ code, retired }: County, founded: MonthNumber) =>
  retired && founded < monthNumber(retired.until) ? retired.code : code

function capitalOf(random: Random, form: LegalForm, sales: number) {
  if (form === 'SOLE_TRADER') return { registeredCapital: random.pick([20_000, 50_000, 100_000, 200_000]), paidInCapital: 0 }
  const steps = [
    100_000, 300_000, 500_000, 1_000_000, 2_000_000, 3_000_000, 5_000_000, 8_000_000, 10_000_000, 20_000_000, 50_000_000,
  ]
  const wanted = sales * (1 + random.next() * 4)
  const registeredCapital = steps.find((step) => step >= wanted) ?? 50_000_000
  return {
    registeredCapital,
    paidInCapital: Math.round((registeredCapital * random.pick([0, 0.2, 0.3, 0.5, 1, 1])) / 10_000) * 10_000,
  }
}

function brand(brands: { forward: (value: number) => number }, index: number): string {
  const first = brandOf(brands.forward(index))
  if (!isBlocked(first)) return first
  const second = brandOf(brands.forward(index + spareBrands))
  // 之 between the characters parts every blocked pair.
  return isBlocked(second) ? [...second].join('之') : second
}

/** 批发部, 运输户, 餐饮店 …: a sole trader's ending goes with its trade. */
function traderEnding(word: string): string {
  if (/(店|超市)$/.test(word)) return ''
  if (/(种植|养殖|运输)$/.test(word)) return '户'
  if (/(加工|糕点)$/.test(word)) return '坊'
  return /(餐饮|快餐|百货|五金)$/.test(word) ? '店' : '部'
}

function nameOf(county: County, brandName: string, industry: Industry, form: LegalForm): string {
  const head = `${county.name}${brandName}${industry.word}`
  if (form === 'SOLE_TRADER') return head + traderEnding(industry.word)
  if (form === 'COOPERATIVE') return `${head}农民专业合作社`
  return `${head}${industry.sales >= 3_000_000 ? '有限责任公司' : '有限公司'}`
}

/** The first month in which the enterprise has records: its founding, or the city's beginning. */
export const firstMonthOf = ({ founded }: Enterprise): MonthNumber => Math.max(epoch, founded)
