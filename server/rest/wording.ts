import type { Locale } from '@/server/i18n/locales'

/**
 * What the open API says to people, in both languages: each sentence tells what to do. `{name}` is filled in. Schemas carry
 * the key as their message; the answer is worded when its language is known.
 */
const sentences = {
  'body.object': { 'zh-CN': '请求体须为 JSON 对象', en: 'Send a JSON object' },
  'field.unknown': { 'zh-CN': '不支持该字段，请删除', en: 'This field is not known: remove it' },
  'size.industry': {
    'zh-CN': '请填写国民经济行业代码：门类字母加 2 至 4 位数字，例如 C25、G592、K701',
    en: 'Enter an industry code: a section letter and 2 to 4 digits, for example C25, G592 or K701',
  },
  'industry.unknown': {
    'zh-CN': '国民经济行业分类（GB/T 4754—2017）中没有该代码，请核对门类字母和前两位数字',
    en: 'GB/T 4754-2017 has no such code: check the letter and the first two digits',
  },
  'size.needs-three-digits': {
    'zh-CN': '该大类须细分到中类，请填写三位数字，例如 G591、G592、K701、K702',
    en: 'This division is split: enter three digits, for example G591, G592, K701 or K702',
  },
  'size.no-rule': {
    'zh-CN': '该行业不适用中小企业划型标准，请核对行业代码；金融业等行业另有规定',
    en: 'No size standard covers this industry: check the code. Finance and some others have rules of their own',
  },
  'size.employees': {
    'zh-CN': '请填写 0 至 10,000,000 的从业人员数，可带小数',
    en: 'Enter the number of employees, from 0 to 10,000,000; decimals are allowed',
  },
  'size.wan': {
    'zh-CN': '请填写 0 至 10,000,000,000 的金额，单位为万元，可带小数',
    en: 'Enter an amount from 0 to 10,000,000,000 in ten thousands of yuan; decimals are allowed',
  },
  'size.missing-employees': {
    'zh-CN': '划分该行业的企业规模需要从业人员数，请补充',
    en: 'The size of an enterprise in this industry turns on its employees: add their number',
  },
  'size.missing-revenueWan': {
    'zh-CN': '划分该行业的企业规模需要营业收入（万元），请补充',
    en: 'The size of an enterprise in this industry turns on its revenue: add it, in ten thousands of yuan',
  },
  'size.missing-assetsWan': {
    'zh-CN': '划分该行业的企业规模需要资产总额（万元），请补充',
    en: 'The size of an enterprise in this industry turns on its assets: add them, in ten thousands of yuan',
  },
  'loan.principalFen': {
    'zh-CN': '请填写 1 至 100,000,000,000,000 的整数，单位为分（1 元为 100 分）',
    en: 'Enter a whole number of fen from 1 to 100,000,000,000,000 (1 yuan is 100 fen)',
  },
  'loan.annualRateBps': {
    'zh-CN': '请填写 0 至 10,000 的整数，单位为基点（年利率 3.85% 填 385）',
    en: 'Enter a whole number of basis points from 0 to 10,000 (385 for 3.85 % a year)',
  },
  'loan.termMonths': { 'zh-CN': '请填写 1 至 600 的整数，单位为月', en: 'Enter a whole number of months from 1 to 600' },
  'loan.method': {
    'zh-CN':
      '请填写 equal_instalment（等额本息）、equal_principal（等额本金）、interest_only（按月付息、到期还本）或 bullet（到期一次还本付息）',
    en: 'Enter equal_instalment, equal_principal, interest_only or bullet',
  },
  'loan.upfrontFeesFen': {
    'zh-CN': '请填写 0 至 100,000,000,000,000 的整数，单位为分；没有前期费用的，请省略',
    en: 'Enter a whole number of fen from 0 to 100,000,000,000,000, or leave it out when there are no fees',
  },
  'cost.fees-consume-the-loan': {
    'zh-CN': '前期费用须小于贷款本金，请核对两项金额',
    en: 'The fees must be less than the principal: check both amounts',
  },
  'date.day': {
    'zh-CN': '请填写 1900-01-01 至 2199-12-31 之间的日期，格式为 YYYY-MM-DD',
    en: 'Enter a date from 1900-01-01 to 2199-12-31 as YYYY-MM-DD',
  },
  'deadline.workingDays': {
    'zh-CN': '请填写 1 至 250 的整数，单位为工作日',
    en: 'Enter a whole number of working days from 1 to 250',
  },
  'calendar.unpublished': {
    'zh-CN': '期限涉及放假安排尚未公布的年份。已有 {first} 年至 {last} 年的安排，请调整起始日期或工作日数',
    en: 'The count runs into a year whose calendar is not published. {first} to {last} are: change the start or the number of days',
  },
  'problem.malformed-json': { 'zh-CN': '请求体不是有效的 JSON，请检查格式', en: 'The body is not valid JSON: check its syntax' },
  'problem.media-type': {
    'zh-CN': '请将请求体以 application/json 格式提交',
    en: 'Send the body as application/json',
  },
  'problem.too-large': { 'zh-CN': '请求体不得超过 64 KB，请精简后重新提交', en: 'The body is larger than 64 KB: send less' },
  'problem.not-found': {
    'zh-CN': '没有该接口，请查阅 /api/v1/openapi.json',
    en: 'There is no such resource: see /api/v1/openapi.json',
  },
  'problem.method': { 'zh-CN': '该接口不支持此请求方法，请使用 {allow}', en: 'Use {allow} for this resource' },
  'problem.invalid-input': { 'zh-CN': '输入有误，请按 errors 逐项修改', en: 'The input is not valid: mend what errors lists' },
  'problem.internal': { 'zh-CN': '系统暂时无法处理，请稍后再试', en: 'The system cannot answer now: try again later' },
} as const satisfies Record<string, Record<Locale, string>>

export type SentenceKey = keyof typeof sentences

export const isSentenceKey = (key: string): key is SentenceKey => Object.hasOwn(sentences, key)

export const sentence = (key: SentenceKey, locale: Locale, values: Record<string, string | number> = {}): string =>
  sentences[key][locale].replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => String(values[name] ?? placeholder))
