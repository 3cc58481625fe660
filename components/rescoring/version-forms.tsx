import { useLocale, useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { formatDay } from '@/components/ui/date-format'
import { DateField, FileField, TextArea, TextField } from '@/components/ui/text-field'
import { maximumTermsBytes } from '@/server/portrait/domain/card-versions'

/** Adds a candidate card out of a file. */
export function AddCardForm() {
  const t = useTranslations('rescoring.versions')
  return (
    <ActionForm procedure="cardVersions.add" labels={{ submit: t('submit') }} onDone={{ href: '/operator/cards/versions/{id}' }}>
      <TextField name="version" label={t('version')} hint={t('versionHint')} maxLength={40} autoComplete="off" />
      <FileField
        name="file"
        label={t('file')}
        hint={t('fileHint')}
        accept=".json,application/json"
        maxBytes={maximumTermsBytes}
      />
    </ActionForm>
  )
}

/** Adds the card that came with the release as a candidate. */
export function AddShippedCard() {
  const t = useTranslations('rescoring.versions')
  return (
    <ActionForm
      procedure="cardVersions.addShipped"
      labels={{ submit: t('shippedAdd') }}
      onDone={{ href: '/operator/cards/versions/{id}' }}
    />
  )
}

/** Starts the candidate's shadow run. */
export function TryInShadow({ cardId, again }: { cardId: string; again: boolean }) {
  const t = useTranslations('rescoring.one')
  return (
    <ActionForm
      procedure="cardVersions.tryInShadow"
      labels={{ submit: t(again ? 'again' : 'start') }}
      variant={again ? 'secondary' : 'primary'}
      fixed={{ cardId }}
      onDone={{ refresh: true }}
    />
  )
}

type ProposeProps = { cardId: string; runId: string; runDigest: string; tomorrow: string }

/** Proposes the candidate on the strength of its shadow run. */
export function ProposeForm({ tomorrow, ...fixed }: ProposeProps) {
  const t = useTranslations('rescoring.one')
  return (
    <ActionForm procedure="cardVersions.propose" labels={{ submit: t('propose') }} fixed={fixed} onDone={{ refresh: true }}>
      <DateField name="validFrom" label={t('validFrom')} hint={t('validFromHint')} min={tomorrow} />
      <TextArea name="note" label={t('note')} hint={t('noteHint')} maxLength={1000} />
    </ActionForm>
  )
}

type SettleProps = { proposalId: string; version: string; validFrom: string }

/** The second person's word. */
export function SettleProposal({ proposalId, version, validFrom }: SettleProps) {
  const t = useTranslations('rescoring.one')
  const day = formatDay(validFrom, useLocale(), 'prose')
  return (
    <div className="flex flex-wrap gap-3">
      <ConfirmDialog trigger={t('publish')} triggerVariant="primary" title={t('publishTitle', { version })}>
        <p>{t('publishBody', { day })}</p>
        <ActionForm
          procedure="cardVersions.settle"
          labels={{ submit: t('publish') }}
          fixed={{ proposalId, verdict: 'PUBLISH' }}
          onDone={{ refresh: true }}
        />
      </ConfirmDialog>
      <ConfirmDialog trigger={t('reject')} title={t('rejectTitle', { version })}>
        <ActionForm
          procedure="cardVersions.settle"
          labels={{ submit: t('reject') }}
          fixed={{ proposalId, verdict: 'REJECT' }}
          onDone={{ refresh: true }}
        >
          <TextArea name="reason" label={t('rejectReason')} maxLength={1000} />
        </ActionForm>
      </ConfirmDialog>
    </div>
  )
}

/** Starts a run that draws all portraits anew. */
export function StartRescoring() {
  const t = useTranslations('rescoring.rescoring')
  return (
    <ConfirmDialog trigger={t('start')} triggerVariant="primary" title={t('startTitle')}>
      <p>{t('startBody')}</p>
      <ActionForm procedure="cardVersions.rescore" labels={{ submit: t('start') }} onDone={{ refresh: true }} />
    </ConfirmDialog>
  )
}
