import { useLocale, useTranslations } from 'next-intl'
import { useCatalogueText } from '@/components/catalogue/catalogue-text'
import { ScheduleTable } from '@/components/matching/schedule-table'
import { ActionForm } from '@/components/ui/action-form'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { formatInstant } from '@/components/ui/date-format'
import { Disclosure } from '@/components/ui/disclosure'
import { SummaryList } from '@/components/ui/lists'
import { formatMoney, formatRate } from '@/components/ui/number-format'
import { Section } from '@/components/ui/page-header'
import { StatusTag } from '@/components/ui/status-tag'
import { TextArea } from '@/components/ui/text-field'
import { RepaymentMethod } from '@/server/lending/schema'
import type { OwnApplication } from './own-application'

type Props = {
  application: OwnApplication
  offer: NonNullable<OwnApplication['offer']>
  target: { applicationId: string; version: number }
  /** The rates that the product stated when the application was made, in basis points. */
  version: { rateFromBps: number; rateToBps: number }
}

/** What the bank offers and what it costs all in, beside what the product said it would; and the two answers. */
export function OfferSection({ application, offer, target, version }: Props) {
  const t = useTranslations('apply.own.offer')
  const locale = useLocale()
  const text = useCatalogueText()
  const { allowed } = application
  const inside = offer.rateBps >= version.rateFromBps && offer.rateBps <= version.rateToBps
  const answer = { ...target, offerId: offer.id }
  const status = { ACCEPTED: t('accepted'), DECLINED: t('declined'), EXPIRED: t('expired') }[offer.answer ?? '']
  return (
    <Section title={t('title')} lead={status}>
      <SummaryList
        rows={[
          { label: t('amount'), value: formatMoney(offer.amountFen, 'yuan', locale) },
          {
            label: t('rate'),
            value: (
              <span className="flex flex-wrap items-center gap-3">
                <span className="figures">{formatRate(offer.rateBps)}</span>
                <StatusTag tone={inside ? 'success' : 'warning'}>{inside ? t('inside') : t('outside')}</StatusTag>
              </span>
            ),
          },
          { label: t('range'), value: text.range(formatRate(version.rateFromBps), formatRate(version.rateToBps)) },
          { label: t('term'), value: text.termOf(offer.termMonths) },
          { label: t('method'), value: text.method(RepaymentMethod.parse(offer.method)) },
          { label: t('fees'), value: formatMoney(offer.upfrontFeesFen, 'yuan', locale) },
          { label: t('simple'), value: <span className="figures font-semibold">{formatRate(offer.allInSimpleBps)}</span> },
          { label: t('compound'), value: formatRate(offer.allInCompoundBps) },
          { label: t('until'), value: formatInstant(new Date(offer.validUntil.getTime() - 60_000), locale) },
        ]}
      />
      <Disclosure summary={t('schedule')}>
        <ScheduleTable caption={t('schedule')} rows={application.schedule} />
      </Disclosure>
      <div className="flex flex-wrap gap-3">
        {allowed.includes('OFFER_ACCEPTED') ? (
          <ConfirmDialog trigger={t('accept')} triggerVariant="primary" title={t('acceptTitle')}>
            <p>{t('acceptBody')}</p>
            <ActionForm
              procedure="lending.acceptOffer"
              fixed={answer}
              labels={{ submit: t('accept') }}
              onDone={{ refresh: true }}
            />
          </ConfirmDialog>
        ) : null}
        {allowed.includes('OFFER_DECLINED') ? (
          <ConfirmDialog trigger={t('decline')} title={t('declineTitle')}>
            <p>{t('declineBody')}</p>
            <ActionForm
              procedure="lending.declineOffer"
              fixed={answer}
              variant="danger"
              labels={{ submit: t('decline') }}
              onDone={{ refresh: true }}
            >
              <TextArea name="why" label={t('why')} optional maxLength={300} />
            </ActionForm>
          </ConfirmDialog>
        ) : null}
      </div>
    </Section>
  )
}
