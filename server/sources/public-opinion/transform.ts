import { done, type Outcome, refused } from '@/server/kernel/outcome'
import { byKey, type ContentContext, type ContentRefusal, problemOfRecords, problemOfSubject } from '../domain/content-rules'
import type { PublicOpinionFacts } from '../schema'
import type { PublicOpinionPayload } from './payload'

const tones = { 正面: 'POSITIVE', 中性: 'NEUTRAL', 负面: 'NEGATIVE' } as const
const topics = {
  劳动用工: 'LABOUR',
  产品质量: 'QUALITY',
  安全生产: 'SAFETY',
  合同履约: 'CONTRACT',
  表彰奖励: 'HONOUR',
} as const

/** Reports, oldest first. */
export function transformPublicOpinion(
  payload: PublicOpinionPayload,
  context: ContentContext,
): Outcome<PublicOpinionFacts, ContentRefusal> {
  const items = payload.records
    .map(({ itemNo, publishedOn, tone, topic, title, outlet, confirmed }) => ({
      id: itemNo,
      on: publishedOn,
      tone: tones[tone],
      topic: topics[topic],
      title,
      outlet,
      confirmed: confirmed === '是',
    }))
    .sort(byKey(({ on, id }) => on + id))
  const problem =
    problemOfSubject(payload.subjectCode, context) ??
    problemOfRecords(
      items.map(({ id, on }) => ({ id, on, endedOn: null })),
      context,
    )
  return problem ? refused(problem) : done({ items })
}
