import type { EnterpriseScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { type QuestionCode, questionCodes } from './schema'

const shown = { id: true, portraitId: true, code: true, months: true, text: true, byName: true, at: true } as const

export type Answer = {
  id: string
  portraitId: string
  code: QuestionCode
  months: string[]
  text: string
  byName: string
  at: Date
}

/** What was answered to questions of any portrait of the enterprise, newest first. Rows that the reader may not see are not there. */
export async function listAnswers(tx: Tx, enterpriseId: string): Promise<Answer[]> {
  const rows = await tx.portraitAnswer.findMany({ where: { enterpriseId }, orderBy: { at: 'desc' }, take: 40, select: shown })
  return rows.flatMap((row) => {
    const code = questionCodes.find((one) => one === row.code)
    return code ? [{ ...row, code }] : []
  })
}

type NewAnswer = Omit<Answer, 'at'> & { byAccount: string; at: Date }

export async function insertAnswer(tx: Tx, { enterpriseId }: EnterpriseScope, answer: NewAnswer): Promise<void> {
  await tx.portraitAnswer.createMany({ data: { ...answer, enterpriseId } })
}
