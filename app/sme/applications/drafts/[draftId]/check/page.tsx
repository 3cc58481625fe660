import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { CheckAnswers } from '@/components/apply/check-answers'
import { StepFrame } from '@/components/apply/step-frame'
import { ActionForm } from '@/components/ui/action-form'
import { Banner } from '@/components/ui/banner'
import { ForbiddenState } from '@/components/ui/states'
import { mayOpen } from '@/server/auth/guard-page'
import { type DraftParams, openDraft } from '../open-draft'

export async function generateMetadata() {
  return { title: (await getTranslations('apply.steps'))('check') }
}

/** Every answer once more, each with its way back; sending it twice is one application. */
export default async function CheckPage(props: DraftParams) {
  const { session, draft, offered, list } = await openDraft(props, 'check')
  const t = await getTranslations('apply')
  if (!mayOpen(session, 'application.submit')) return <ForbiddenState>{t('hints.signatory')}</ForbiddenState>
  if (offered.next !== 'check' || !offered.consent) redirect(list)
  const otherSigner = draft.answers.commitment?.signedBy !== session.accountId
  return (
    <StepFrame draftId={draft.id} step="check" product={offered.published}>
      <CheckAnswers list={list} product={offered.published} answers={draft.answers} consent={offered.consent} />
      {otherSigner ? <Banner tone="warning" title={t('check.otherSigner')} /> : null}
      <p className="max-w-[45em] text-fg-2">{t('check.what')}</p>
      <ActionForm
        procedure="applying.send"
        fixed={{ draftId: draft.id }}
        labels={{ submit: t('check.send') }}
        onDone={{ href: '/sme/applications/{applicationId}?sent=1' }}
      />
    </StepFrame>
  )
}
