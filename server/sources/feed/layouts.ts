import type { PushedClass } from '../schema'

/**
 * What a column holds. `day` has come; `anyDay` may lie ahead; a trailing `?` allows nothing. `key` names the record within
 * the enterprise: a later line of the same key takes the place of an earlier one.
 */
export type ColumnKind = 'month' | 'year' | 'id' | 'text' | 'day' | 'day?' | 'anyDay' | 'anyDay?' | 'yuan' | 'quantity'
export type Column = { header: string; field: string; kind: ColumnKind | readonly string[] }

/** The file of a class: the first column is the credit code, the last the operation; these lie between, the key first. */
export type Layout = {
  columns: readonly [Column, ...Column[]]
  /** Which column says when a record belongs to a period; null: it stands until it is withdrawn. */
  dated: string | null
}

export const codeHeader = '统一社会信用代码'
export const operationHeader = '操作标识'
/** New, changed, withdrawn. */
export const operations = ['I', 'U', 'D'] as const

const column = (header: string, field: string, kind: Column['kind']): Column => ({ header, field, kind })

/** The agreed layouts, one a class; the city's agencies keep to them. */
export const layouts: Record<PushedClass, Layout> = {
  HOUSING_FUND: {
    dated: 'period',
    columns: [
      column('缴存年月', 'period', 'month'),
      column('缴存人数', 'contributors', 'quantity'),
      column('缴存基数合计', 'baseTotal', 'yuan'),
      column('缴存额', 'deposited', 'yuan'),
      column('缴存状态', 'state', ['正常', '欠缴', '缓缴']),
    ],
  },
  QUALIFICATION: {
    dated: null,
    columns: [
      column('证书编号', 'certificateNo', 'id'),
      column('认定名称', 'title', [
        '科技型中小企业',
        '高新技术企业',
        '创新型中小企业',
        '专精特新中小企业',
        '专精特新“小巨人”企业',
      ]),
      column('认定单位', 'authority', 'text'),
      column('认定日期', 'recognisedOn', 'day'),
      column('有效期至', 'validUntil', 'anyDay'),
      column('取消日期', 'withdrawnOn', 'day?'),
    ],
  },
  PROCUREMENT: {
    dated: 'openedOn',
    columns: [
      column('公告编号', 'noticeNo', 'id'),
      column('项目名称', 'project', 'text'),
      column('采购单位', 'buyer', 'text'),
      column('开标日期', 'openedOn', 'day'),
      column('投标金额', 'amount', 'yuan'),
      column('投标结果', 'outcome', ['中标', '未中标', '废标']),
    ],
  },
  SUBSIDY: {
    dated: 'announcedOn',
    columns: [
      column('补助文号', 'grantNo', 'id'),
      column('补助项目', 'programme', 'text'),
      column('补助单位', 'authority', 'text'),
      column('公示日期', 'announcedOn', 'day'),
      column('补助金额', 'amount', 'yuan'),
      column('拨付日期', 'paidOn', 'day?'),
    ],
  },
  ENVIRONMENT: {
    dated: 'ratedOn',
    columns: [
      column('评价年度', 'year', 'year'),
      column('评价结果', 'rating', ['环保诚信企业', '环保良好企业', '环保警示企业', '环保不良企业']),
      column('评价单位', 'authority', 'text'),
      column('评定日期', 'ratedOn', 'day'),
    ],
  },
  AGRICULTURE: {
    dated: null,
    columns: [
      column('登记编号', 'registerNo', 'id'),
      column('经营类别', 'kind', ['种植', '林果', '养殖']),
      column('数量', 'quantity', 'quantity'),
      column('登记日期', 'registeredOn', 'day'),
      column('有效期至', 'validUntil', 'anyDay?'),
    ],
  },
  PUBLIC_OPINION: {
    dated: 'publishedOn',
    columns: [
      column('信息编号', 'itemNo', 'id'),
      column('发布日期', 'publishedOn', 'day'),
      column('倾向', 'tone', ['正面', '中性', '负面']),
      column('主题', 'topic', ['劳动用工', '产品质量', '安全生产', '合同履约', '表彰奖励']),
      column('标题', 'title', 'text'),
      column('来源', 'outlet', 'text'),
      column('是否核实', 'confirmed', ['是', '否']),
    ],
  },
}

/** The first line of a CSV file of this layout. */
export const headerOf = ({ columns }: Layout): string[] => [codeHeader, ...columns.map(({ header }) => header), operationHeader]
