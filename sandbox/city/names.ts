import type { Random } from './random'

/**
 * 128 characters from which a brand of three is composed. They are chosen so that three in a row read as a name, and
 * name no firm: the block list below is the second guard.
 */
const syllables = [
  ...'昶沄骁璟垚翊湉珩屹晔琛澍翀晟钰瑄汐岚筠霁',
  ...'朔漠峁塬驼榆枣禾黍麦稷粟荞椒杏梨柳槐桦松',
  ...'启岳恒润泽源茂盛隆兴顺达诚信义和德仁礼智',
  ...'鸿鹄雁鹤鹰骏驰骥腾跃翔云霄星辰曦晨曜朗皓',
  ...'川河溪泉湖渊岭峰岩磊石玉金银铜钧鼎锐锋钢',
  ...'春夏秋冬东南西北远博宏伟卓越嘉瑞祥康宁安',
  ...'乐喜福禄寿延绵蕴',
]
if (new Set(syllables).size !== 128) throw new Error('the brand needs 128 different characters')

/** Words of real banks, financial groups and big firms: no name of the city may hold one. */
export const blockedWords = [
  '工商',
  '工行',
  '农业银行',
  '农行',
  '中国银行',
  '中行',
  '建设',
  '建行',
  '交通银行',
  '交行',
  '邮储',
  '邮政',
  '招商',
  '浦发',
  '中信',
  '光大',
  '华夏',
  '民生',
  '兴业',
  '平安',
  '广发',
  '浙商',
  '渤海',
  '恒丰',
  '国开',
  '进出口',
  '农发',
  '长安',
  '秦农',
  '西安',
  '北京银行',
  '上海',
  '宁夏',
  '重庆',
  '成都',
  '微众',
  '网商',
  '蚂蚁',
  '腾讯',
  '阿里',
  '京东',
  '百度',
  '华为',
  '小米',
  '度小满',
  '新网',
  '苏宁',
  '陕西信合',
  '信合',
  '榆林农商',
  '神木农商',
  '府谷农商',
  '陕煤',
  '延长石油',
  '延长',
  '神华',
  '国能',
  '华能',
  '大唐',
  '榆能',
  '兖矿',
  '未来能源',
  '中石油',
  '中石化',
  '中煤',
  '恒源',
  '恒力',
  '恒大',
  '碧桂园',
  '万科',
  '海尔',
  '美的',
  '格力',
  '永辉',
  '华润',
  '盛大',
  '顺丰',
  '德邦',
  '中通',
  '圆通',
  '申通',
  '韵达',
  '海底捞',
  '茅台',
  '五粮液',
  '汾酒',
  '隆基',
  '金龙',
  '康师傅',
  '伊利',
  '蒙牛',
  '安利',
  '泰康',
  '太平',
  '人保',
  '人寿',
  '润和',
  '顺达',
  '金川',
  '北辰',
  '东岳',
  '祥瑞',
  '西部',
  '鸿星',
  '银河',
  '金石',
  '云南',
  '河北',
  '河南',
  '东川',
  '南宁',
  '春秋',
  '安康',
  '西宁',
  '宏达',
  '鼎盛',
  '嘉源',
  '信达',
] as const

export const isBlocked = (name: string) => blockedWords.some((word) => name.includes(word))

/** The brand of a number 0 … 128³−1: different numbers, different brands. Blocked pairs are told apart by the caller. */
export const brandOf = (number: number): string =>
  [number >> 14, (number >> 7) & 127, number & 127].map((digit) => syllables[digit]).join('')

const surnames = [...'李王张刘陈杨赵高马白贺曹冯韩郝折苗康薛乔艾党惠强拓常尤霍']
const given = [...'建国海军志强永平文娟秀梅晓燕玉兰红霞小军俊峰彩云雅琴立新学文浩宇欣怡子涵思远明轩凯旋丽华']

/** A person's name; nobody in particular. */
export const personName = (random: Random) =>
  random.pick(surnames) + random.pick(given) + (random.chance(0.75) ? random.pick(given) : '')

/**
 * A mobile number of the unassigned range 154: it can be shown and masked like a real one and reach nobody.
 */
export const contactNumber = (random: Random) => `154${String(random.int(0, 99_999_999)).padStart(8, '0')}`
export const maskContact = (number: string) => `${number.slice(0, 3)} **** ${number.slice(-4)}`
