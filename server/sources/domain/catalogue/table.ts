import type { DataClass } from '../../schema'
import type { AgencyCode } from '../agencies'
import type { Category, Cycle, ShareMode } from '../catalogue'

export const departments = {
  market: ['市市场监督管理局', 'Market Regulation Administration'],
  tax: ['市税务局', 'Tax Service'],
  hrss: ['市人力资源和社会保障局', 'Human Resources and Social Security Bureau'],
  fund: ['市住房公积金管理中心', 'Housing Provident Fund Centre'],
  power: ['市供电公司', 'Power Supply Company'],
  water: ['市供水公司', 'Water Supply Company'],
  gas: ['市燃气公司', 'Gas Supply Company'],
  land: ['市自然资源和规划局', 'Natural Resources and Planning Bureau'],
  approval: ['市行政审批服务局', 'Administrative Approval Bureau'],
  credit: ['市公共信用信息中心', 'Public Credit Information Centre'],
  court: ['市中级人民法院', 'Intermediate Court'],
  science: ['市科学技术局', 'Science and Technology Bureau'],
  industry: ['市工业和信息化局', 'Industry and Information Technology Bureau'],
  trading: ['市公共资源交易中心', 'Public Resource Trading Centre'],
  finance: ['市财政局', 'Finance Bureau'],
  customs: ['海关', 'Customs'],
  ecology: ['市生态环境局', 'Ecology and Environment Bureau'],
  farm: ['市农业农村局', 'Agriculture and Rural Affairs Bureau'],
  self: ['企业本身', 'The enterprise itself'],
} as const
type Department = keyof typeof departments

export const laws = {
  sharing: ['国办发〔2024〕15号', 'State Council General Office Document 15 of 2024'],
  disclosure: ['《企业信息公示暂行条例》', 'Interim Regulations on Enterprise Information Disclosure'],
  tax: ['《税收征收管理法》', 'Tax Collection and Administration Law'],
  insurance: ['《社会保险法》', 'Social Insurance Law'],
  fund: ['《住房公积金管理条例》', 'Regulations on Housing Provident Funds'],
  power: ['《电力供应与使用条例》', 'Regulations on Power Supply and Use'],
  utility: ['国办发〔2024〕15号', 'State Council General Office Document 15 of 2024'],
  land: ['《不动产登记暂行条例》', 'Interim Regulations on Real Estate Registration'],
  permit: ['《行政许可法》', 'Administrative Licensing Law'],
  penalty: ['《行政处罚法》', 'Administrative Penalty Law'],
  court: ['《民事诉讼法》', 'Civil Procedure Law'],
  patent: ['《专利法》《商标法》', 'Patent Law and Trademark Law'],
  bidding: ['《招标投标法》《政府采购法》', 'Bidding Law and Government Procurement Law'],
  openness: ['《政府信息公开条例》', 'Regulations on Open Government Information'],
  customs: ['《海关法》', 'Customs Law'],
  ecology: ['《环境保护法》', 'Environmental Protection Law'],
  land2: ['《农村土地承包法》', 'Rural Land Contracting Law'],
  own: ['企业自主申报和信用承诺', 'The enterprise’s own declaration and commitment'],
} as const

/** One item: P public, I internal, C confidential; * personal, $ trade secret. */
type Line = [
  id: string,
  name: [string, string],
  department: Department,
  law: keyof typeof laws,
  cycle: Cycle,
  dueDays: number | null,
  lookbackMonths: number,
  marks: string,
  rules: string,
]
/** The items of one class that one agency transmits, all shared alike. */
export type Group = [
  category: Category,
  dataClass: DataClass | null,
  agency: AgencyCode | null,
  share: ShareMode,
  lines: readonly Line[],
]
