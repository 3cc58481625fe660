import { done, type Outcome, refused } from '@/server/kernel/outcome'
import { byKey, type ContentContext, type ContentRefusal, problemOfRecords, problemOfSubject } from '../domain/content-rules'
import type { QualificationFacts } from '../schema'
import type { QualificationPayload, titleNames } from './payload'

type Kind = QualificationFacts['titles'][number]['kind']
const kinds: Record<(typeof titleNames)[number], Kind> = {
  科技型中小企业: 'TECH_SME',
  高新技术企业: 'HIGH_TECH',
  创新型中小企业: 'INNOVATIVE_SME',
  专精特新中小企业: 'SPECIALISED_SME',
  '专精特新“小巨人”企业': 'LITTLE_GIANT',
}

/** Recognitions, oldest first; neither validity nor withdrawal precedes the recognition. */
export function transformQualification(
  payload: QualificationPayload,
  context: ContentContext,
): Outcome<QualificationFacts, ContentRefusal> {
  const titles = payload.records
    .map(({ certificateNo, title, authority, recognisedOn, validUntil, withdrawnOn }) => ({
      id: certificateNo,
      kind: kinds[title],
      authority,
      recognisedOn,
      validUntil,
      withdrawnOn,
    }))
    .sort(byKey(({ recognisedOn, id }) => recognisedOn + id))
  if (titles.some((title) => title.validUntil < title.recognisedOn || (title.withdrawnOn ?? '9999') < title.recognisedOn))
    return refused('content.shape')
  const problem =
    problemOfSubject(payload.subjectCode, context) ??
    problemOfRecords(
      titles.map(({ id, recognisedOn, withdrawnOn }) => ({ id, on: recognisedOn, endedOn: withdrawnOn })),
      context,
    )
  return problem ? refused(problem) : done({ titles })
}
