import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { DateText, Money, Rate } from '@/components/ui/figures'
import { Section } from '@/components/ui/page-header'
import { StatusTag } from '@/components/ui/status-tag'
import { ContactChannel, RejectionReason, RepaymentMethod, SupplementItem } from '@/server/lending/schema'
import type { Case } from './case'

type EntryProps = { title: ReactNode; by: string; at: Date; children?: ReactNode }

/** One thing that somebody wrote down. */
function Entry({ title, by, at, children }: EntryProps) {
  return (
    <li className="grid gap-1 border-border border-b py-3 first:pt-0 last:border-b-0 last:pb-0">
      <div className="flex flex-wrap items-center justify-between gap-x-3">
        <span className="font-semibold">{title}</span>
        <span className="text-13 text-fg-3">
          {by} <DateText value={at} />
        </span>
      </div>
      {children ? <div className="grid gap-1 whitespace-pre-line text-fg-2">{children}</div> : null}
    </li>
  )
}

/** What was asked of the enterprise, and what it answered. */
export function Supplements({ application }: { application: Case }) {
  const t = useTranslations('bank.review.supplements')
  const names = useTranslations('lending.supplementItems')
  const ui = useTranslations('ui')
  const { supplements } = application
  return (
    <Section title={t('title')}>
      {supplements.length === 0 ? <p className="text-fg-3">{t('none')}</p> : null}
      <ul>
        {supplements.map(({ id, items, request, requestedAt, answer, answeredAt }) => (
          <li key={id} className="grid gap-2 border-border border-b py-3 first:pt-0 last:border-b-0 last:pb-0">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="font-semibold">{items.map((item) => names(SupplementItem.parse(item))).join(t('separator'))}</span>
              <StatusTag tone={answeredAt ? 'success' : 'warning'}>{answeredAt ? t('answered') : t('waiting')}</StatusTag>
              <span className="ml-auto text-13 text-fg-3">
                <DateText value={requestedAt} />
              </span>
            </div>
            <p className="text-fg-2">{request ?? ui('erased')}</p>
            {answeredAt ? (
              <p className="whitespace-pre-line rounded-control bg-surface-2 p-3">
                {answer ?? ui('erased')}
                <span className="block text-13 text-fg-3">
                  <DateText value={answeredAt} />
                </span>
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Calls and visits. */
export function Contacts({ application }: { application: Case }) {
  const t = useTranslations('bank.review.contacts')
  const names = useTranslations('lending.channels')
  const ui = useTranslations('ui')
  const { contacts } = application
  return (
    <Section title={t('title')}>
      {contacts.length === 0 ? <p className="text-fg-3">{t('none')}</p> : null}
      <ul>
        {contacts.map(({ id, channel, contactedOn, reached, note, byName }) => (
          <Entry
            key={id}
            title={t('contact', { channel: names(ContactChannel.parse(channel)), reached: reached ? 'yes' : 'no' })}
            by={byName}
            at={contactedOn}
          >
            {note ?? ui('erased')}
          </Entry>
        ))}
      </ul>
    </Section>
  )
}

type Recommendation = Case['recommendations'][number]

/** Proposed or decided terms in one line, or the reasons of a refusal. */
export function TermsLine({
  terms,
}: {
  terms: Pick<Recommendation, 'amountFen' | 'rateBps' | 'termMonths' | 'method' | 'reasons'>
}) {
  const t = useTranslations('bank.review')
  const names = useTranslations('lending')
  if (terms.amountFen === null || terms.method === null) {
    return (
      <p>
        {terms.reasons
          .map((reason) => names(`rejectionReasons.${RejectionReason.parse(reason)}.name`))
          .join(t('supplements.separator'))}
      </p>
    )
  }
  return (
    <p className="flex flex-wrap gap-x-3">
      <Money fen={terms.amountFen} unit="wan" />
      <Rate bps={terms.rateBps} />
      <span>{t('facts.months', { months: terms.termMonths ?? 0 })}</span>
      <span>{names(`methods.${RepaymentMethod.parse(terms.method)}`)}</span>
    </p>
  )
}

/** The bank's own: due-diligence notes and recommendations; the enterprise reads neither. */
export function BankNotes({ application }: { application: Case }) {
  const t = useTranslations('bank.review.notes')
  const names = useTranslations('lending.recommendation')
  const ui = useTranslations('ui')
  const { notes, recommendations } = application
  return (
    <Section title={t('title')} lead={t('lead')}>
      {notes.length + recommendations.length === 0 ? <p className="text-fg-3">{t('none')}</p> : null}
      <ul>
        {recommendations.map((one) => (
          <Entry key={one.id} title={names(one.proposal === 'GRANT' ? 'GRANT' : 'REJECT')} by={one.byName} at={one.at}>
            <TermsLine terms={one} />
            <p>{one.opinion ?? ui('erased')}</p>
          </Entry>
        ))}
        {notes.map(({ id, findings, conclusion, visitedOn, byName, at }) => (
          <Entry key={id} title={conclusion === null ? ui('erased') : conclusion || t('sentBack')} by={byName} at={at}>
            {visitedOn ? (
              <p>
                {t('visited')} <DateText value={visitedOn.toISOString().slice(0, 10)} />
              </p>
            ) : null}
            <p>{findings ?? ui('erased')}</p>
          </Entry>
        ))}
      </ul>
    </Section>
  )
}
