import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { Checkbox, CheckboxGroup, RadioGroup, Select } from '@/components/ui/choice-field'
import { DateField, TextArea, TextField } from '@/components/ui/text-field'
import { contactChannels, intakeDeclineReasons, supplementItems } from '@/server/lending/schema'
import type { AdverseDraft } from '@/server/portrait/domain/adverse'
import type { Case } from './case'
import { isEvent, type PanelAction } from './panel-actions'
import { handedHref, ReassignFields } from './reassign-form'
import { RejectionFields } from './rejection-fields'
import { type ProposedTerms, TermsFields } from './terms-fields'

type Props = {
  application: Case
  action: PanelAction
  /** What of the portrait tells against the firm, as far as the bank may see it; null while it may not be read. */
  adverse: AdverseDraft | null
}

/** The procedure behind each action. */
const procedures: Partial<Record<PanelAction, string>> = {
  ACCEPTED: 'accept',
  DECLINED_INTAKE: 'declineIntake',
  CONTACTED: 'contact',
  DUE_DILIGENCE_STARTED: 'startDueDiligence',
  NOTED: 'note',
  RECOMMENDED: 'recommend',
  RECOMMEND_REJECTION: 'recommend',
  GRANTED: 'decide',
  REJECTED: 'decide',
  SENT_BACK: 'sendBack',
  SUPPLEMENT_REQUESTED: 'requestSupplement',
  SUPPLEMENT_WAIVED: 'waiveSupplement',
  OFFERED: 'offer',
  CONTRACTED: 'contract',
  REASSIGNED: 'reassign',
  REFRESHED: 'refreshPortrait',
  LAPSED: 'lapse',
  ASK_CONSENT: 'askConsentAgain',
}

/** Discriminators that the person doesn't type; dots nest as field names do. */
const kinds: Partial<Record<PanelAction, [name: string, value: string]>> = {
  RECOMMENDED: ['recommendation.kind', 'GRANT'],
  RECOMMEND_REJECTION: ['recommendation.kind', 'REJECT'],
  GRANTED: ['decision.kind', 'GRANT'],
  REJECTED: ['decision.kind', 'REJECT'],
}

/** The form of one action. After it the page shows the new state. */
export function PanelForm({ application, action, adverse }: Props) {
  const t = useTranslations('bank.forms')
  const names = useTranslations('lending.actions')
  const procedure = procedures[action]
  if (!procedure) return null
  const target = { applicationId: application.id, version: application.version }
  const asks = action === 'ASK_CONSENT'
  const kind = kinds[action]
  const submit =
    action === 'GRANTED' || action === 'REJECTED'
      ? t('submitDecision')
      : isEvent(action)
        ? names(action)
        : t(`submit.${action}` as const)
  return (
    <ActionForm
      procedure={`lending.${procedure}`}
      labels={{ submit }}
      fixed={asks ? { applicationId: application.id } : target}
      onDone={asks ? undefined : action === 'REASSIGNED' ? { href: handedHref(application.number) } : { refresh: true }}
      outcome={asks ? { title: t('consentAsked') } : undefined}
      variant={action === 'DECLINED_INTAKE' || action === 'LAPSED' || action === 'REJECTED' ? 'danger' : 'primary'}
      className="gap-4! xl:[&>div:last-child]:sticky xl:[&>div:last-child]:bottom-0 xl:[&>div:last-child]:bg-surface xl:[&>div:last-child]:py-3"
    >
      {kind ? <input type="hidden" name={kind[0]} value={kind[1]} /> : null}
      <Fields application={application} action={action} adverse={adverse} />
    </ActionForm>
  )
}

/** Where the terms begin: what was granted, else recommended, else asked for. */
function proposedTerms({
  grantedFen,
  rateBps,
  grantedTermMonths,
  grantedMethod,
  recommendations,
  ...asked
}: Case): ProposedTerms {
  if (grantedFen !== null && rateBps !== null && grantedTermMonths !== null && grantedMethod !== null) {
    return { amountFen: grantedFen, rateBps, termMonths: grantedTermMonths, method: grantedMethod }
  }
  const [last] = recommendations
  if (last?.amountFen && last.rateBps && last.termMonths && last.method) {
    return { amountFen: last.amountFen, rateBps: last.rateBps, termMonths: last.termMonths, method: last.method }
  }
  return { amountFen: asked.amountFen, termMonths: asked.termMonths, method: asked.method }
}

function Fields({ application, action, adverse }: Props) {
  const t = useTranslations('bank.forms')
  switch (action) {
    case 'ACCEPTED':
    case 'DUE_DILIGENCE_STARTED':
    case 'SUPPLEMENT_WAIVED':
    case 'REFRESHED':
    case 'ASK_CONSENT':
      return <p className="text-fg-2">{t(`explain.${action}`)}</p>
    case 'DECLINED_INTAKE':
      return <DeclineFields />
    case 'CONTACTED':
      return <ContactFields today={application.today} />
    case 'NOTED':
      return (
        <>
          <DateField name="visitedOn" label={t('note.visitedOn')} max={application.today} optional />
          <TextArea name="findings" label={t('note.findings')} maxLength={2000} rows={4} />
          <TextArea name="conclusion" label={t('note.conclusion')} maxLength={500} rows={2} />
        </>
      )
    case 'RECOMMENDED':
      return (
        <>
          <TermsFields application={application} prefix="recommendation." proposed={proposedTerms(application)} />
          <TextArea name="opinion" label={t('opinion')} maxLength={1000} rows={3} />
        </>
      )
    case 'RECOMMEND_REJECTION':
      return (
        <>
          <RejectionFields prefix="recommendation." adverse={adverse} proposed={[]} />
          <TextArea name="opinion" label={t('opinion')} maxLength={1000} rows={3} />
        </>
      )
    case 'GRANTED':
      return <TermsFields application={application} prefix="decision." proposed={proposedTerms(application)} />
    case 'REJECTED':
      return <RejectionFields prefix="decision." adverse={adverse} proposed={application.recommendations[0]?.adverse ?? []} />
    case 'SENT_BACK':
      return <TextArea name="why" label={t('sendBackWhy')} maxLength={500} rows={4} />
    case 'LAPSED':
      return <TextArea name="why" label={t('lapseWhy')} maxLength={500} rows={3} />
    case 'SUPPLEMENT_REQUESTED':
      return <SupplementFields />
    case 'OFFERED':
      return <OfferFields application={application} />
    case 'CONTRACTED':
      return (
        <>
          <TextField name="contractNumber" label={t('contract.number')} maxLength={64} autoComplete="off" />
          <DateField name="signedOn" label={t('contract.signedOn')} max={application.today} />
        </>
      )
    case 'REASSIGNED':
      return <ReassignFields officers={application.officers} branches={application.branches} />
    default:
      return null
  }
}

function DeclineFields() {
  const t = useTranslations('bank.forms.decline')
  const names = useTranslations('lending.intakeDeclineReasons')
  return (
    <>
      <Select name="reason" label={t('reason')} options={intakeDeclineReasons.map((value) => ({ value, label: names(value) }))} />
      <TextArea name="note" label={t('note')} hint={t('noteHint')} maxLength={300} rows={3} optional />
    </>
  )
}

function ContactFields({ today }: { today: string }) {
  const t = useTranslations('bank.forms.contact')
  const names = useTranslations('lending.channels')
  return (
    <>
      <Select name="channel" label={t('channel')} options={contactChannels.map((value) => ({ value, label: names(value) }))} />
      <DateField name="day" label={t('day')} max={today} defaultValue={today} />
      <TextField name="time" type="time" label={t('time')} />
      <RadioGroup
        name="reached"
        label={t('reached')}
        dataType="bool"
        options={[
          { value: 'true', label: t('yes') },
          { value: 'false', label: t('no') },
        ]}
      />
      <TextArea name="note" label={t('note')} maxLength={500} rows={3} />
    </>
  )
}

function SupplementFields() {
  const t = useTranslations('bank.forms.supplement')
  const names = useTranslations('lending.supplementItems')
  return (
    <>
      <p className="text-fg-2">{t('explain')}</p>
      <CheckboxGroup name="items" label={t('items')} options={supplementItems.map((value) => ({ value, label: names(value) }))} />
      <TextArea name="note" label={t('note')} maxLength={500} rows={3} />
    </>
  )
}

function OfferFields({ application }: { application: Case }) {
  const t = useTranslations('bank.forms.offer')
  const isCredit = application.terms.guaranteeMode === 'CREDIT'
  return (
    <>
      <TermsFields
        application={application}
        prefix=""
        proposed={proposedTerms(application)}
        feesFen={application.productFeesFen}
      />
      <Checkbox
        name="revolving"
        label={t('revolving')}
        text={t('revolving')}
        defaultChecked={application.terms.revolving}
        optional
      />
      <Checkbox name="creditLoan" label={t('creditLoan')} text={t('creditLoan')} defaultChecked={isCredit} optional />
      <DateField name="validTo" label={t('validTo')} hint={t('validToHint')} min={application.today} />
    </>
  )
}
