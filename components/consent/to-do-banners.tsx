import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/button'
import type { ShownConsent } from './consent-terms'

type Props = { consents: readonly ShownConsent[]; mayGrant: boolean; isRepresentative: boolean }

/** What waits for somebody: to be confirmed, to be signed off by the person, or to be confirmed again after a change. */
export function ConsentsToDo({ consents, mayGrant, isRepresentative }: Props) {
  const t = useTranslations('consent.toDo')
  return consents.map((consent) => {
    const { id, recipientName: name, preparedByName } = consent
    if (consent.shown === 'PENDING') {
      return (
        <Banner
          key={id}
          tone="warning"
          title={t('confirm.title', { name, by: preparedByName ?? '' })}
          actions={mayGrant ? <LinkButton href={`/sme/consents/${id}/confirm`}>{t('confirm.action')}</LinkButton> : null}
        >
          {mayGrant ? t('confirm.body') : t('confirm.waiting')}
        </Banner>
      )
    }
    if (consent.shown === 'DRAFT') {
      return (
        <Banner
          key={id}
          tone="info"
          title={t('draft.title', { name, by: preparedByName ?? '' })}
          actions={
            <LinkButton href={`/sme/consents/${id}${mayGrant ? '/confirm' : ''}`}>
              {t(mayGrant ? 'confirm.action' : 'draft.open')}
            </LinkButton>
          }
        >
          {mayGrant ? t('draft.body') : t('draft.waiting')}
        </Banner>
      )
    }
    if (consent.shown === 'PAUSED' && consent.pauseReason === 'REGISTER_CHANGED') {
      return (
        <Banner
          key={id}
          tone="warning"
          title={t('again.title', { name })}
          actions={mayGrant ? <LinkButton href={`/sme/consents/${id}`}>{t('again.action')}</LinkButton> : null}
        >
          {t('again.body')}
        </Banner>
      )
    }
    return consent.lacksSignOff ? (
      <Banner
        key={id}
        tone="warning"
        title={t('signOff.title', { name })}
        actions={isRepresentative ? <LinkButton href={`/sme/consents/${id}/personal`}>{t('signOff.action')}</LinkButton> : null}
      >
        {isRepresentative ? t('signOff.body') : t('signOff.waiting')}
      </Banner>
    ) : null
  })
}
