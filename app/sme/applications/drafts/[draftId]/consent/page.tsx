import { getLocale, getTranslations } from 'next-intl/server'
import { ConsentChoices } from '@/components/apply/consent-choices'
import { ConsentNotice } from '@/components/apply/consent-notice'
import { readBankConsent } from '@/components/apply/consent-query'
import { StepFrame } from '@/components/apply/step-frame'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/button'
import { formatInstant } from '@/components/ui/date-format'
import type { SearchParams } from '@/components/ui/query-href'
import { ForbiddenState } from '@/components/ui/states'
import { mayOpen } from '@/server/auth/guard-page'
import { shanghaiDate } from '@/server/kernel/dates'
import { DataClass } from '@/server/sources/schema'
import { type DraftParams, openDraft } from '../open-draft'

type Props = DraftParams & { searchParams: Promise<SearchParams> }

export async function generateMetadata() {
  return { title: (await getTranslations('apply.steps'))('consent') }
}

/** What this bank may read for this application: chosen item by item, nothing ticked beforehand; then the notice, then the consent. */
export default async function ConsentPage(props: Props) {
  const { session, caller, draft, offered, list } = await openDraft(props, 'consent')
  const [t, english] = [await getTranslations('apply'), (await getLocale()) === 'en']
  const names = await getTranslations('consent')
  if (!mayOpen(session, 'consent.prepare')) return <ForbiddenState>{t('hints.signatory')}</ForbiddenState>
  const { published: product, consent, requiredClasses, progress } = offered
  const institution = english ? product.institutionNameEn : product.institutionName
  const query = await props.searchParams
  const asked = readBankConsent(query, {
    institutionId: product.institutionId,
    applicationId: draft.id,
    today: shanghaiDate(new Date()),
  })
  const prepared = asked ? await caller.lending.prepareConsent(asked) : null
  return (
    <StepFrame draftId={draft.id} step="consent" product={product} lead={t('consent.lead', { institution })}>
      {consent ? (
        <Banner
          tone={progress.consent ? 'success' : 'warning'}
          title={
            progress.consent
              ? t('consent.granted', {
                  until: formatInstant(consent.expiresAt, english ? 'en' : 'zh-CN'),
                  classes: new Intl.ListFormat(english ? 'en' : 'zh-CN').format(
                    DataClass.array()
                      .parse(consent.dataClasses)
                      .map((one) => names(`dataClasses.${one}`)),
                  ),
                })
              : t('consent.narrow')
          }
          actions={
            <>
              {progress.consent ? (
                <LinkButton variant="primary" href={list}>
                  {t('consent.next')}
                </LinkButton>
              ) : null}
              <LinkButton href={`/sme/consents/${consent.id}`}>{t('consent.withdraw')}</LinkButton>
            </>
          }
        />
      ) : null}
      {progress.consent && !prepared ? null : prepared ? (
        <ConsentNotice prepared={prepared} list={list} mayGrant={mayOpen(session, 'consent.grant')} />
      ) : (
        <ConsentChoices path={`${list}/consent`} required={requiredClasses} incomplete={Object.keys(query).length > 0} />
      )}
    </StepFrame>
  )
}
