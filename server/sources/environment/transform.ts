import { done, type Outcome, refused } from '@/server/kernel/outcome'
import { type ContentContext, type ContentRefusal, problemOfDays, problemOfSubject } from '../domain/content-rules'
import type { EnvironmentFacts } from '../schema'
import type { EnvironmentPayload, ratingNames } from './payload'

const grades: Record<(typeof ratingNames)[number], EnvironmentFacts['ratings'][number]['grade']> = {
  环保诚信企业: 'GREEN',
  环保良好企业: 'BLUE',
  环保警示企业: 'YELLOW',
  环保不良企业: 'RED',
}

/** Ratings by year, newest first; a year is rated after it is over. */
export function transformEnvironment(
  payload: EnvironmentPayload,
  context: ContentContext,
): Outcome<EnvironmentFacts, ContentRefusal> {
  const ratings = payload.records
    .map(({ year, rating, authority, ratedOn }) => ({ year: Number(year), grade: grades[rating], authority, ratedOn }))
    .sort((a, b) => b.year - a.year)
  const repeated = new Set(ratings.map(({ year }) => year)).size !== ratings.length
  if (repeated) return refused('content.duplicate')
  if (ratings.some(({ year, ratedOn }) => Number(ratedOn.slice(0, 4)) <= year)) return refused('content.shape')
  const problem =
    problemOfSubject(payload.subjectCode, context) ??
    problemOfDays(
      ratings.map(({ ratedOn }) => ratedOn),
      context,
    )
  return problem ? refused(problem) : done({ ratings })
}
