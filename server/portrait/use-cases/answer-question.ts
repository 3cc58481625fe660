import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import type { Actor, EnterpriseScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { NotFound } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { insertAnswer } from '../answers.repository'
import { findPortrait } from '../repository'
import { questionCodes } from '../schema'

export const AnswerInput = z.strictObject({
  portraitId: z.uuidv7(),
  code: z.enum(questionCodes),
  text: z.string().trim().min(10, 'portrait.answer-short').max(1_000, 'portrait.answer-long'),
})
export type AnswerInput = z.infer<typeof AnswerInput>
type Answering = { tx: Tx; scope: EnterpriseScope; person: Actor; name: string; now: Date }

/**
 * The enterprise explains what does not fit together. Its words stand beside the question for every officer who may read the
 * portrait; the score knows nothing of them.
 * @throws NotFound when the portrait doesn't ask this
 */
export async function answerQuestion({ tx, scope, person, name, now }: Answering, input: AnswerInput): Promise<{ id: string }> {
  const portrait = await findPortrait(tx, scope, input.portraitId)
  const question = portrait?.body.questions.find(({ code }) => code === input.code)
  if (!portrait || !question) throw new NotFound('question')
  const id = uuidv7()
  const { months } = question
  await insertAnswer(tx, scope, { id, ...input, months, byAccount: person.accountId, byName: name, at: now })
  await appendToLedger(tx, person, {
    act: 'portrait.question-answered',
    enterpriseId: scope.enterpriseId,
    subjectId: portrait.id,
    body: { code: input.code, answerId: id },
  })
  return { id }
}
