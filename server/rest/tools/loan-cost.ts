import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { fenToNumber } from '@/server/kernel/fen'
import { type LoanCost, loanCost } from '@/server/kernel/loan/annual-cost'
import { repaymentMethods } from '@/server/kernel/loan/schedule'
import { day, type Examples, whole } from '../fields'
import { bodyProblems, problemResponse, refuseFields } from '../problem'
import type { SentenceKey } from '../wording'

/** At the highest rate and longest term, all payments together stay below 2^53 fen. */
const MOST_FEN = 100_000_000_000_000

const Question = z
  .strictObject({
    principalFen: whole(1, MOST_FEN, 'loan.principalFen').openapi({
      format: 'int64',
      description: 'Principal in fen (1/100 yuan).',
    }),
    annualRateBps: whole(0, 10_000, 'loan.annualRateBps').openapi({
      description: 'Annual nominal rate in basis points; a month is a twelfth.',
    }),
    termMonths: whole(1, 600, 'loan.termMonths'),
    method: z
      .enum(repaymentMethods, { error: 'loan.method' satisfies SentenceKey })
      .openapi({ description: '等额本息 · 等额本金 · 按月付息、到期还本 · 到期一次还本付息' }),
    upfrontFeesFen: whole(0, MOST_FEN, 'loan.upfrontFeesFen')
      .optional()
      .openapi({ format: 'int64', description: 'Fees kept back from the draw-down, in fen; less than the principal.' }),
    startDate: day()
      .optional()
      .openapi({ format: 'date', description: 'Draw-down. Only dates the rows, clipped to the end of a month.' }),
  })
  .openapi('LoanCostQuestion')

const Money = z.int().openapi({ format: 'int64' })

const Answer = z
  .object({
    schedule: z.array(
      z.object({
        period: z.int().openapi({ description: 'Months since the draw-down. A bullet loan has one row, at its term.' }),
        dueDate: z.string().optional().openapi({ format: 'date' }),
        principalFen: Money,
        interestFen: Money,
        balanceFen: Money.openapi({ description: 'What is owed after this payment.' }),
      }),
    ),
    totalInterestFen: Money,
    annualCostSimple: z.number().openapi({ description: '12 i, as a fraction: 0.050833 is 5.08 %.' }),
    annualCostCompound: z.number().openapi({ description: '(1 + i)^12 − 1, as a fraction.' }),
  })
  .openapi('LoanCostAnswer')

const questions: Examples<z.input<typeof Question>> = {
  instalments: {
    summary: '等额本息，从月末放款',
    value: { principalFen: 30_000_000, annualRateBps: 385, termMonths: 3, method: 'equal_instalment', startDate: '2026-01-31' },
  },
  bullet: {
    summary: '到期一次还本付息，前期费用 1.2%',
    value: { principalFen: 100_000_000, annualRateBps: 385, termMonths: 12, method: 'bullet', upfrontFeesFen: 1_200_000 },
  },
}

const answers: Examples<z.infer<typeof Answer>> = {
  instalments: {
    summary: 'Three instalments',
    value: {
      schedule: [
        { period: 1, dueDate: '2026-02-28', principalFen: 9_967_985, interestFen: 96_250, balanceFen: 20_032_015 },
        { period: 2, dueDate: '2026-03-31', principalFen: 9_999_966, interestFen: 64_269, balanceFen: 10_032_049 },
        { period: 3, dueDate: '2026-04-30', principalFen: 10_032_049, interestFen: 32_186, balanceFen: 0 },
      ],
      totalInterestFen: 192_705,
      annualCostSimple: 0.0384998926,
      annualCostCompound: 0.0391865715,
    },
  },
  bullet: {
    summary: 'One payment, 5.00 % simple',
    value: {
      schedule: [{ period: 12, principalFen: 100_000_000, interestFen: 3_850_000, balanceFen: 0 }],
      totalInterestFen: 3_850_000,
      annualCostSimple: 0.0499536315,
      annualCostCompound: 0.0511133603,
    },
  },
}

const route = createRoute({
  method: 'post',
  path: '/tools/loan-cost',
  operationId: 'computeLoanCost',
  tags: ['tools'],
  summary: '计算还款计划和综合年化成本 · Schedule and all-in annual cost of a loan',
  description:
    'Monthly 30/360. Interest rounds half-up to the fen each period, the instalment and the equal principal too; the last principal clears the balance. Fees reduce the draw-down; i is the internal rate of a month.',
  request: { body: { required: true, content: { 'application/json': { schema: Question, examples: questions } } } },
  responses: {
    200: { description: 'The schedule and its cost', content: { 'application/json': { schema: Answer, examples: answers } } },
    ...bodyProblems,
    422: problemResponse('The terms are not valid'),
  },
})

/** Ten decimals are far below the promised 1e-6, and above what a platform's exponentials differ by. */
const fraction = (value: number) => Number(value.toFixed(10))

const onTheWire = ({ schedule, totalInterestFen, annualCostSimple, annualCostCompound }: LoanCost): z.infer<typeof Answer> => ({
  schedule: schedule.map(({ principalFen, interestFen, balanceFen, ...row }) => ({
    ...row,
    principalFen: fenToNumber(principalFen),
    interestFen: fenToNumber(interestFen),
    balanceFen: fenToNumber(balanceFen),
  })),
  totalInterestFen: fenToNumber(totalInterestFen),
  annualCostSimple: fraction(annualCostSimple),
  annualCostCompound: fraction(annualCostCompound),
})

export const loanCostTool = {
  route,
  mount: (api: OpenAPIHono) =>
    api.openapi(route, (c) => {
      const { principalFen, upfrontFeesFen = 0, startDate, ...terms } = c.req.valid('json')
      const loan = { ...terms, principalFen: BigInt(principalFen), ...(startDate !== undefined && { startDate }) }
      const cost = loanCost(loan, BigInt(upfrontFeesFen))
      return cost.ok ? c.json(onTheWire(cost.value), 200) : refuseFields(c, [['upfrontFeesFen', cost.refusal]])
    }),
}
