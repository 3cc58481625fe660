import { useTranslations } from 'next-intl'
import { LinkButton } from '@/components/ui/button'
import { formatRate } from '@/components/ui/number-format'
import { PageHeader } from '@/components/ui/page-header'
import { EmptyState, StaleNotice } from '@/components/ui/states'
import type { Matching } from '@/server/flows/match-products'

/** Instead of matches, while there is nothing to hold products against: the way to a portrait. */
export function NoPortrait({ title }: { title: string }) {
  const t = useTranslations('matching.none')
  return (
    <div className="grid gap-gap">
      <PageHeader title={title} />
      <EmptyState
        title={t('title')}
        actions={
          <>
            <LinkButton variant="primary" href="/sme/consents/new">
              {t('consent')}
            </LinkButton>
            <LinkButton href="/sme/portrait">{t('portrait')}</LinkButton>
          </>
        }
      >
        {t('body')}
      </EmptyState>
    </div>
  )
}

/** What to know about the figures below: how old the portrait is, and on which LPR the costs stand. */
export function PortraitNotes({ matching: { portrait, lpr } }: { matching: Pick<Matching, 'portrait' | 'lpr'> }) {
  const t = useTranslations('matching')
  const rate = formatRate(lpr.bps)
  return (
    <>
      {portrait.old ? (
        <StaleNotice
          asOf={portrait.createdAt}
          actions={
            <LinkButton variant="quiet" href="/sme/data">
              {t('refresh')}
            </LinkButton>
          }
        >
          {t('old')}
        </StaleNotice>
      ) : null}
      <p className="text-14 text-fg-2">{lpr.verified ? t('lpr', { rate }) : t('lprUnverified', { rate })}</p>
    </>
  )
}
