import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useAdverseNames } from '@/components/portrait/adverse-names'
import { DateText, Money, Rate } from '@/components/ui/figures'
import { Icon } from '@/components/ui/icon'
import type { AdverseDraft } from '@/server/portrait/domain/adverse'
import type { Case } from './case'
import { TermsLine } from './case-records'
import { isEvent, isLong, type PanelAction } from './panel-actions'
import { PanelForm } from './panel-form'

type Props = {
  application: Case
  actions: readonly PanelAction[]
  chosen: PanelAction | undefined
  hrefOf: (action: PanelAction) => string
  /** What of the portrait tells against the firm; null while it may not be read. */
  adverse: AdverseDraft | null
  /** Whether this person approves: then a missing button may be theirs by four eyes. */
  approves: boolean
}

/** What there is to decide with: the recommendation for the approver, the offer for the officer. */
function Basis({ application }: { application: Case }) {
  const t = useTranslations('bank.review.basis')
  const { nameOf } = useAdverseNames()
  const list = new Intl.ListFormat(useLocale(), { type: 'conjunction' })
  const { state, recommendations, decision, offer } = application
  const [recommendation] = recommendations
  if (state === 'IN_APPROVAL' && recommendation) {
    return (
      <div className="grid gap-1 rounded-control bg-surface-2 p-3 text-14">
        <p className="font-semibold">
          {t(recommendation.proposal === 'GRANT' ? 'recommendsGrant' : 'recommendsRejection', { name: recommendation.byName })}
        </p>
        <TermsLine terms={recommendation} />
        <p className="text-fg-2">{recommendation.opinion}</p>
      </div>
    )
  }
  if (offer && state !== 'GRANTED') {
    return (
      <div className="grid gap-1 rounded-control bg-surface-2 p-3 text-14">
        <p className="font-semibold">{t('offer')}</p>
        <TermsLine terms={{ ...offer, reasons: [] }} />
        <p className="text-fg-2">
          {t('allIn')} <Rate bps={offer.allInSimpleBps} />
        </p>
        <p className="text-fg-2">
          {t('validUntil')} <DateText value={offer.validUntil} />
        </p>
      </div>
    )
  }
  if (!decision) return null
  return (
    <div className="grid gap-1 rounded-control bg-surface-2 p-3 text-14">
      <p className="font-semibold">{t(decision.outcome === 'GRANT' ? 'granted' : 'rejected')}</p>
      <TermsLine terms={decision} />
      {decision.explanation ? <p>{decision.explanation}</p> : null}
      {decision.told.length > 0 ? (
        <p className="text-fg-2">{t('told', { factors: list.format(decision.told.map(nameOf)) })}</p>
      ) : null}
    </div>
  )
}

/** Nothing to do here now: says whose turn it is. */
function Nothing({ application, approves }: Pick<Props, 'application' | 'approves'>) {
  const t = useTranslations('bank.review.nothing')
  if (approves && application.isOwnRecommendation && application.state === 'IN_APPROVAL') return <p>{t('ownRecommendation')}</p>
  if (application.state === 'OFFERED') return <p>{t('OFFERED')}</p>
  if (application.state === 'IN_APPROVAL') return <p>{t('IN_APPROVAL')}</p>
  return <p>{t('other')}</p>
}

/** The right column: exactly what may be done now, one form at a time, each with its own address. */
export function DecisionPanel({ application, actions, chosen, hrefOf, approves, adverse }: Props) {
  const t = useTranslations('bank.review')
  const names = useTranslations('lending.actions')
  const label = (action: PanelAction) =>
    action !== 'RECOMMENDED' && isEvent(action) ? names(action) : t(`actions.${action}` as const)
  return (
    <section
      id="act"
      aria-labelledby="act-title"
      // The button sticks to the panel's lower edge, so that nothing shows beneath it.
      className={`grid scroll-mt-44 content-start gap-4 rounded-card border border-border bg-surface p-card ${isLong(chosen) ? '' : `xl:sticky xl:top-[172px] xl:max-h-[calc(100dvh-324px)] xl:overflow-y-auto ${chosen ? 'xl:pb-0' : ''}`}`}
    >
      <h2 id="act-title" className="text-20">
        {t('act')}
      </h2>
      {actions.length > 0 ? (
        <nav aria-label={t('actLabel')}>
          <ul className="flex flex-wrap gap-1.5">
            {actions.map((action) => (
              <li key={action}>
                <Link
                  href={hrefOf(action)}
                  scroll={false}
                  aria-current={action === chosen ? 'true' : undefined}
                  className="inline-flex min-h-9 items-center rounded-control border border-border-strong px-2.5 text-14 hover:bg-surface-2 aria-[current=true]:border-primary aria-[current=true]:bg-primary-subtle aria-[current=true]:font-semibold aria-[current=true]:text-link"
                >
                  {label(action)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
      <Basis application={application} />
      {chosen ? (
        <PanelForm key={`${chosen}-${application.version}`} application={application} action={chosen} adverse={adverse} />
      ) : (
        <Nothing application={application} approves={approves} />
      )}
      {application.grantedFen !== null && application.contractedAt ? (
        <p className="flex flex-wrap items-center gap-2 border-border border-t pt-3 text-14 text-fg-2">
          <Icon name="file-text" size={16} />
          {t('contract', { number: application.contractNumber ?? '--' })}
          <Money fen={application.grantedFen} unit="wan" />
        </p>
      ) : null}
    </section>
  )
}
