import { done, type Outcome, refused } from '@/server/kernel/outcome'

export type PublishRefusal = 'product.already-published' | 'product.second-person'

/**
 * May this version go on offer? Whoever wrote its terms as they stand does not publish them, wherever the institution has
 * somebody else who could. A natural person counts once, however many accounts they hold.
 * @param otherPublishers accounts, the publisher's own left out, whose role may publish
 */
export function mayPublish(
  version: { publishedAt: Date | null; editedByPerson: string | null },
  publisher: { personId: string },
  otherPublishers: number,
): Outcome<null, PublishRefusal> {
  if (version.publishedAt !== null) return refused('product.already-published')
  if (version.editedByPerson === publisher.personId && otherPublishers > 0) return refused('product.second-person')
  return done(null)
}
