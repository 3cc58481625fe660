/** Units in which an amount is typed or shown: 元, 万元, 亿元. */
export type MoneyUnit = 'yuan' | 'wan' | 'yi'

export const fenPerUnit = { yuan: 100n, wan: 1_000_000n, yi: 10_000_000_000n } as const satisfies Record<MoneyUnit, bigint>

export type MoneyTextProblem = 'empty' | 'chineseNumerals' | 'format' | 'precision' | 'tooLarge'
export type MoneyTextResult = { ok: true; fen: bigint } | { ok: false; problem: MoneyTextProblem }

const chineseNumerals = /[零〇一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾佰仟]/
const suffixUnits: Record<string, MoneyUnit> = { 元: 'yuan', 圆: 'yuan', 万: 'wan', 万元: 'wan', 亿: 'yi', 亿元: 'yi' }
const shape = /^(\d+|\d{1,3}(?:,\d{3})+|\d{1,4}(?:,\d{4})+)(?:\.(\d*))?(元|圆|万元?|亿元?)?$/
const problem = (name: MoneyTextProblem): MoneyTextResult => ({ ok: false, problem: name })

/**
 * Reads a typed amount exactly. Full-width digits and points count, grouping commas fall away, and a typed unit overrides the
 * field's own. Chinese numerals are refused so that the form can advise, because guessing them wrong costs real money.
 * @param unit what a bare number means in this field
 * @returns fen; `precision` when the amount is not a whole number of fen; `tooLarge` from 10 万亿元 on
 */
export function parseMoneyText(text: string, unit: MoneyUnit): MoneyTextResult {
  const plain = text
    .normalize('NFKC')
    .replaceAll('。', '.')
    .replaceAll('、', ',')
    .replace(/\s+/g, '')
    .replace(/^(¥|人民币|RMB|CNY)+/i, '')
  if (plain === '') return problem('empty')
  if (chineseNumerals.test(plain)) return problem('chineseNumerals')
  const [, whole, fraction = '', suffix = ''] = shape.exec(plain) ?? []
  if (whole === undefined) return problem('format')
  const digits = fraction.replace(/0+$/, '')
  const scaled = BigInt(whole.replaceAll(',', '') + digits) * fenPerUnit[suffixUnits[suffix] ?? unit]
  const divisor = 10n ** BigInt(digits.length)
  if (scaled % divisor !== 0n) return problem('precision')
  const fen = scaled / divisor
  return fen >= 10n ** 15n ? problem('tooLarge') : { ok: true, fen }
}

const numerals = '零壹贰叁肆伍陆柒捌玖'
const places = ['', '拾', '佰', '仟']
const groups = ['', '万', '亿', '万亿']

/** Four digits at most, without the group's name: 1005 → 壹仟零伍. */
function upperGroup(value: number): string {
  let text = ''
  let skipped = false
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(value / 10 ** place) % 10
    if (digit === 0) {
      skipped = text !== ''
      continue
    }
    text += (skipped ? '零' : '') + numerals.charAt(digit) + places[place]
    skipped = false
  }
  return text
}

/**
 * 人民币大写 as bills need it (《正确填写票据和结算凭证的基本规定》): 500000000 fen → 伍佰万元整.
 * 整 follows 元 only; where that rule leaves 零 to choice (万位 or 元位 is 0 and the next digit is not), it is left out.
 * @param fen below 10^18
 */
export function chineseUppercaseAmount(fen: bigint): string {
  if (fen < 0n) return `负${chineseUppercaseAmount(-fen)}`
  const yuan = fen / 100n
  const jiao = Number((fen / 10n) % 10n)
  const cents = Number(fen % 10n)
  let text = ''
  for (let index = 3; index >= 0; index--) {
    const group = Number((yuan / 10_000n ** BigInt(index)) % 10_000n)
    if (group === 0) continue
    const needsZero = text !== '' && (group < 1000 || (yuan / 10_000n ** BigInt(index + 1)) % 10_000n === 0n)
    text += (needsZero ? '零' : '') + upperGroup(group) + groups[index]
  }
  // 万亿 already says 亿; an empty 亿 group below it must not be named twice.
  text = text.replace(/万亿(?=.*亿)/, '万')
  if (text !== '') text += '元'
  if (jiao === 0 && cents === 0) return text === '' ? '零元整' : `${text}整`
  if (jiao > 0) text += `${numerals.charAt(jiao)}角`
  else if (text !== '') text += '零'
  return cents > 0 ? `${text}${numerals.charAt(cents)}分` : text
}
