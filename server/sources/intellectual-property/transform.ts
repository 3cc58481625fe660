import { done, type Outcome, refused } from '@/server/kernel/outcome'
import { byKey, type ContentContext, type ContentRefusal, problemOfRecords, problemOfSubject } from '../domain/content-rules'
import type { IntellectualPropertyFacts } from '../schema'
import type { IntellectualPropertyPayload } from './payload'

const kinds = {
  发明专利: 'INVENTION',
  实用新型: 'UTILITY_MODEL',
  外观设计: 'DESIGN',
  注册商标: 'TRADEMARK',
  软件著作权: 'SOFTWARE',
} as const

/** Rights, oldest first. */
export function transformIntellectualProperty(
  payload: IntellectualPropertyPayload,
  context: ContentContext,
): Outcome<IntellectualPropertyFacts, ContentRefusal> {
  const rights = payload.rights
    .map(({ registrationNo, kind, title, grantedOn, state, pledged }) => ({
      id: registrationNo,
      kind: kinds[kind],
      title,
      grantedOn,
      state: state === '有效' ? ('IN_FORCE' as const) : ('LAPSED' as const),
      pledged,
    }))
    .sort(byKey(({ grantedOn, id }) => grantedOn + id))
  const problem =
    problemOfSubject(payload.ownerCode, context) ??
    problemOfRecords(
      rights.map(({ id, grantedOn }) => ({ id, on: grantedOn, endedOn: null })),
      context,
    )
  return problem ? refused(problem) : done({ rights })
}
