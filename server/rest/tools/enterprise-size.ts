import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import {
  type EnterpriseSizeRefusal,
  enterpriseSize,
  enterpriseSizes,
  neededMetrics,
  type SizeFigures,
  type SizeRuleId,
  sizeRules,
} from '@/server/kernel/enterprise-size'
import { decimal, type Examples } from '../fields'
import { bodyProblems, problemResponse, refuseFields } from '../problem'
import type { SentenceKey } from '../wording'

const industryError = { error: 'size.industry' satisfies SentenceKey }

const Question = z
  .strictObject({
    industry: z
      .string(industryError)
      .regex(/^[A-Z]\d{2,4}$/, industryError)
      .openapi({ description: 'GB/T 4754-2017: a section letter with 2–4 digits; 59 and 70 need three.' }),
    employees: decimal(0, 10_000_000, 'size.employees').optional().openapi({ description: '从业人员（人）' }),
    revenueWan: decimal(0, 10_000_000_000, 'size.wan').optional().openapi({ description: '营业收入（万元）' }),
    assetsWan: decimal(0, 10_000_000_000, 'size.wan').optional().openapi({ description: '资产总额（万元）' }),
  })
  .openapi('EnterpriseSizeQuestion')

const ruleIds = Object.keys(sizeRules).filter((id): id is SizeRuleId => Object.hasOwn(sizeRules, id))

const Answer = z
  .object({
    size: z.enum(enterpriseSizes).openapi({ description: '微型 · 小型 · 中型 · 大型' }),
    rule: z.enum(ruleIds).openapi({ description: 'The line of the standard that was applied.' }),
  })
  .openapi('EnterpriseSizeAnswer')

const questions: Examples<z.input<typeof Question>> = {
  small: { summary: '工业，299 人，39,999 万元', value: { industry: 'C25', employees: 299, revenueWan: 39999 } },
  micro: { summary: 'One figure below the lowest bound is enough', value: { industry: 'K702', revenueWan: 499.99 } },
  missing: { summary: 'A figure that the rule needs is missing', value: { industry: 'C25', employees: 300 } },
}

const answers: Examples<z.infer<typeof Answer>> = {
  small: { summary: 'Small', value: { size: 'small', rule: 'industry' } },
  micro: { summary: 'Micro', value: { size: 'micro', rule: 'property_mgmt' } },
}

const route = createRoute({
  method: 'post',
  path: '/tools/enterprise-size',
  operationId: 'classifyEnterpriseSize',
  tags: ['tools'],
  summary: '判断企业规模 · Class an enterprise by size',
  description:
    '工信部联企业〔2011〕300号. A class is reached when every figure of its rule reaches the bound; one figure below the lowest bound makes it micro, whatever else is missing.',
  request: { body: { required: true, content: { 'application/json': { schema: Question, examples: questions } } } },
  responses: {
    200: { description: 'The size', content: { 'application/json': { schema: Answer, examples: answers } } },
    ...bodyProblems,
    422: problemResponse('A figure that the rule needs is missing, or the industry has no rule', {
      missing: {
        summary: 'Revenue is missing',
        value: {
          type: 'urn:credit-easy-loan:problem:invalid-input',
          title: '输入有误，请按 errors 逐项修改',
          status: 422,
          instance: '/api/v1/tools/enterprise-size',
          errors: [{ path: 'revenueWan', message: '划分该行业的企业规模需要营业收入（万元），请补充' }],
        },
      },
    }),
  },
})

/** Where the caller can mend a refusal, and the sentence for it. All that is missing is told at once. */
function mend(
  refusal: EnterpriseSizeRefusal,
  industry: string,
  figures: SizeFigures,
): (readonly [path: string, key: SentenceKey])[] {
  switch (refusal) {
    case 'industry.malformed':
      return [['industry', 'size.industry']]
    case 'industry.unknown':
    case 'size.needs-three-digits':
    case 'size.no-rule':
      return [['industry', refusal]]
    case 'size.missing-employees':
    case 'size.missing-revenueWan':
    case 'size.missing-assetsWan':
      return neededMetrics(industry)
        .filter((metric) => figures[metric] === undefined)
        .map((metric) => [metric, `size.missing-${metric}`])
    default:
      return refusal satisfies never
  }
}

export const enterpriseSizeTool = {
  route,
  mount: (api: OpenAPIHono) =>
    api.openapi(route, (c) => {
      const { industry, ...figures } = c.req.valid('json')
      const sized = enterpriseSize(industry, figures)
      return sized.ok ? c.json(sized.value, 200) : refuseFields(c, mend(sized.refusal, industry, figures))
    }),
}
