import { useTranslations } from 'next-intl'
import { LinkButton } from '@/components/ui/button'
import { SummaryList } from '@/components/ui/lists'
import { type LastRead, type ShownConsent, StandingTag, useConsentRows } from './consent-terms'

type Props = { consent: ShownConsent; lastRead: LastRead | undefined; mayWithdraw: boolean }

/** One consent: who, which data, what for, how long, how often, since when, last read. Withdrawing is one click away. */
export function ConsentCard({ consent, lastRead, mayWithdraw }: Props) {
  const t = useTranslations('consent')
  const rows = useConsentRows(consent, lastRead)
  return (
    <article
      aria-labelledby={`consent-${consent.id}`}
      className="grid min-w-0 content-start gap-2 rounded-card border border-border bg-surface p-card"
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id={`consent-${consent.id}`} className="text-20">
          {consent.recipientName}
        </h2>
        <StandingTag consent={consent} />
      </div>
      <SummaryList rows={rows} />
      <div className="flex flex-wrap gap-3 pt-2">
        <LinkButton href={`/sme/consents/${consent.id}`}>{t('details')}</LinkButton>
        {consent.current && consent.shown !== 'PENDING' && consent.shown !== 'DRAFT' && mayWithdraw ? (
          <LinkButton variant="danger" href={`/sme/consents/${consent.id}/withdraw`}>
            {t('withdraw')}
          </LinkButton>
        ) : null}
      </div>
    </article>
  )
}
