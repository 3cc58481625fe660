import { useTranslations } from 'next-intl'
import { ConditionList } from '@/components/matching/condition-list'
import { LinkButton } from '@/components/ui/button'
import { Section } from '@/components/ui/page-header'
import type { MatchedProduct } from '@/server/flows/match-products'
import { IntakeDeclineReason, RejectionReason } from '@/server/lending/schema'
import type { OwnApplication } from './own-application'
import { ToldFactors } from './told-factors'

type Props = { application: OwnApplication; match: MatchedProduct | null }

/** Why it was refused, in full sentences, and which of the product's own conditions are not met today. */
export function RefusalSection({ application, match }: Props) {
  const t = useTranslations('apply.own.refusal')
  const sentences = useTranslations('lending.rejectionReasons')
  const intake = useTranslations('lending.intakeDeclineReasons')
  const { decision, state } = application
  const reasons = RejectionReason.array()
    .catch([])
    .parse(decision?.reasons ?? [])
  const declined = application.events.find(({ event }) => event === 'DECLINED_INTAKE')?.detail
  const detail = typeof declined === 'object' && declined !== null && !Array.isArray(declined) ? declined : {}
  const turnedAway = IntakeDeclineReason.safeParse(detail.reason)
  const failed = match?.reasons.some((reason) => reason.blocking) ?? false
  return (
    <Section
      title={state === 'REJECTED' ? t('title') : t('intake')}
      actions={<LinkButton href="/sme/matching">{t('others')}</LinkButton>}
    >
      <ul className="grid gap-2">
        {reasons.map((reason) => (
          <li key={reason}>
            <span className="font-semibold">{sentences(`${reason}.name`)}</span>{' '}
            {reason === 'OTHER'
              ? sentences('OTHER.sentence', { text: decision?.explanation ?? '' })
              : sentences(`${reason}.sentence`)}
          </li>
        ))}
        {turnedAway.success ? <li>{intake(turnedAway.data)}</li> : null}
        {typeof detail.note === 'string' ? (
          <li>
            {t('text')} {detail.note}
          </li>
        ) : null}
      </ul>
      {decision?.adverse ? <ToldFactors application={application} told={decision.adverse} /> : null}
      {match ? (
        <div className="grid gap-2">
          <h3 className="font-semibold">{t('improve')}</h3>
          <p className="text-fg-2">{failed ? t('improveBody') : t('improveNone')}</p>
          {failed ? <ConditionList reasons={match.reasons} only={['FALSE', 'UNKNOWN']} /> : null}
        </div>
      ) : null}
    </Section>
  )
}
