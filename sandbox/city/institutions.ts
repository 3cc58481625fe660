import { counties } from './places'

export const institutionKinds = ['BANK', 'MICRO_LENDER', 'GUARANTOR', 'LESSOR', 'FACTOR'] as const
export type InstitutionKind = (typeof institutionKinds)[number]

/** How far a bank reaches: over the city, over some rural counties, or in one place. */
type Reach = 'CITY' | 'RURAL' | 'VILLAGE' | 'OTHER'

export type Branch = { name: string; nameEn: string; countyCode: string }
export type CityInstitution = {
  code: string
  kind: InstitutionKind
  reach: Reach
  name: string
  nameEn: string
  /** Short for product names. */
  short: string
  shortEn: string
  /** Local numbers do not begin with 0: none of these can be dialled. */
  servicePhone: string
  address: string
  addressEn: string
  branches: Branch[]
}

const everywhere = counties.map(({ code }) => code)
const kinds: Record<
  Reach | 'MICRO' | 'GUARANTEE' | 'LEASE' | 'FACTORING',
  { kind: InstitutionKind; reach: Reach; zh: string; en: string }
> = {
  CITY: { kind: 'BANK', reach: 'CITY', zh: '银行', en: 'Bank' },
  RURAL: { kind: 'BANK', reach: 'RURAL', zh: '农村商业银行', en: 'Rural Commercial Bank' },
  VILLAGE: { kind: 'BANK', reach: 'VILLAGE', zh: '村镇银行', en: 'Village Bank' },
  OTHER: { kind: 'BANK', reach: 'OTHER', zh: '银行', en: 'Bank' },
  MICRO: { kind: 'MICRO_LENDER', reach: 'OTHER', zh: '小额贷款公司', en: 'Microcredit' },
  GUARANTEE: { kind: 'GUARANTOR', reach: 'OTHER', zh: '融资担保公司', en: 'Guarantee' },
  LEASE: { kind: 'LESSOR', reach: 'OTHER', zh: '融资租赁公司', en: 'Leasing' },
  FACTORING: { kind: 'FACTOR', reach: 'OTHER', zh: '商业保理公司', en: 'Factoring' },
}

/** Kind, invented brand in Chinese and in English, counties with a branch (last four digits of GB/T 2260 after 61). */
const rows: readonly (readonly [keyof typeof kinds, string, string, readonly string[] | 'all'])[] = [
  ['CITY', '朔岭', 'Shuoling', 'all'],
  ['CITY', '驼铃', 'Tuoling', 'all'],
  ['CITY', '云栈', 'Yunzhan', 'all'],
  ['CITY', '晴野', 'Qingye', ['0802', '0881', '0822', '0824', '0825', '0803', '0826', '0827']],
  ['CITY', '归雁', 'Guiyan', ['0802', '0881', '0822', '0824', '0825', '0803']],
  ['CITY', '望岭', 'Wangling', ['0802', '0881', '0822', '0803', '0824']],
  ['CITY', '青禾', 'Qinghe', ['0802', '0824', '0825', '0826', '0827', '0831', '0830']],
  ['CITY', '砺石', 'Lishi', ['0802', '0881', '0822']],
  ['RURAL', '沙柳', 'Shaliu', ['0802', '0803']],
  ['RURAL', '骏川', 'Junchuan', ['0881']],
  ['RURAL', '皓塬', 'Haoyuan', ['0822']],
  ['RURAL', '白绒', 'Bairong', ['0824', '0803']],
  ['RURAL', '荞花', 'Qiaohua', ['0825', '0824']],
  ['RURAL', '黍原', 'Shuyuan', ['0826', '0829']],
  ['RURAL', '谷雨', 'Guyu', ['0827', '0828']],
  ['RURAL', '红枣', 'Hongzao', ['0830', '0828', '0829']],
  ['RURAL', '麦坡', 'Maipo', ['0831', '0826']],
  ['VILLAGE', '窑前', 'Yaoqian', ['0802']],
  ['VILLAGE', '川口', 'Chuankou', ['0881']],
  ['VILLAGE', '沟垴', 'Gounao', ['0822']],
  ['VILLAGE', '雁滩', 'Yantan', ['0824']],
  ['VILLAGE', '苇塘', 'Weitang', ['0825']],
  ['VILLAGE', '桑坪', 'Sangping', ['0826']],
  ['VILLAGE', '禾堆', 'Hedui', ['0827']],
  ['VILLAGE', '枣湾', 'Zaowan', ['0828', '0830']],
  ['VILLAGE', '梨川', 'Lichuan', ['0831']],
  ['MICRO', '禾穗', 'Hesui', ['0802', '0803']],
  ['MICRO', '沐野', 'Muye', ['0881', '0822']],
  ['MICRO', '拾穗', 'Shisui', ['0824', '0825']],
  ['MICRO', '川渠', 'Chuanqu', ['0802']],
  ['MICRO', '朔帆', 'Shuofan', ['0881']],
  ['MICRO', '榆柳', 'Yuliu', ['0826', '0827', '0831']],
  ['GUARANTEE', '磐砺', 'Panli', 'all'],
  ['GUARANTEE', '守塬', 'Shouyuan', ['0802', '0803', '0824', '0825']],
  ['GUARANTEE', '同檐', 'Tongyan', ['0881', '0822']],
  ['GUARANTEE', '厚壤', 'Hourang', ['0826', '0827', '0828', '0829', '0830', '0831']],
  ['GUARANTEE', '禾盾', 'Hedun', 'all'],
  ['LEASE', '砺矿', 'Likuang', ['0802', '0881', '0822', '0803']],
  ['LEASE', '朔机', 'Shuoji', 'all'],
  ['LEASE', '驰川', 'Chichuan', ['0802', '0881', '0824']],
  ['FACTORING', '链川', 'Lianchuan', ['0802', '0881', '0822']],
  ['FACTORING', '票岭', 'Piaoling', ['0802', '0803']],
]

/** The 42 institutions, all invented, always the same: banks of three reaches, micro-lenders, guarantors, lessors, factors. */
export const institutions: readonly CityInstitution[] = rows.map(([row, brand, brandEn, where], index) => {
  const { kind, reach, zh, en } = kinds[row]
  const codes = where === 'all' ? everywhere : where.map((end) => `61${end}`)
  return {
    code: brandEn.toUpperCase(),
    kind,
    reach,
    name: brand + zh,
    nameEn: `${brandEn} ${en}`,
    short: brand,
    shortEn: brandEn,
    servicePhone: `0912-0${String(100_100 + index * 11)}`,
    address: `榆林市榆阳区信合仿真路 ${index * 7 + 1} 号`,
    addressEn: `${index * 7 + 1} Xinhe Road (simulated), Yuyang District, Yulin`,
    branches: codes.map((countyCode) => branchIn(countyCode, kind)),
  }
})

function branchIn(countyCode: string, kind: InstitutionKind): Branch {
  const county = counties.find(({ code }) => code === countyCode)
  if (!county) throw new RangeError(`no county ${countyCode}`)
  return kind === 'BANK'
    ? { name: `${county.name}支行`, nameEn: `${county.en} Branch`, countyCode }
    : { name: `${county.name}营业部`, nameEn: `${county.en} Office`, countyCode }
}
