import { getLocale, getTranslations } from 'next-intl/server'
import { StepFrame } from '@/components/apply/step-frame'
import { ActionForm } from '@/components/ui/action-form'
import { Banner } from '@/components/ui/banner'
import { Checkbox } from '@/components/ui/choice-field'
import { formatInstant } from '@/components/ui/date-format'
import { Section } from '@/components/ui/page-header'
import { ForbiddenState } from '@/components/ui/states'
import { TextField } from '@/components/ui/text-field'
import { mayOpen } from '@/server/auth/guard-page'
import { type DraftParams, openDraft } from '../open-draft'

export async function generateMetadata() {
  return { title: (await getTranslations('apply.steps'))('commitment') }
}

/** The credit commitment in full, with its version and hash, signed by whoever may bind the firm. */
export default async function CommitmentPage(props: DraftParams) {
  const { session, draft, offered, target, list } = await openDraft(props, 'commitment')
  const t = await getTranslations('apply')
  if (!mayOpen(session, 'application.submit')) return <ForbiddenState>{t('hints.signatory')}</ForbiddenState>
  const { commitment, signerName, progress } = offered
  const { version, locale, text, textSha256 } = commitment
  const [title = '', ...lines] = text.split('\n')
  const signed = progress.commitment ? draft.answers.commitment : undefined
  return (
    <StepFrame draftId={draft.id} step="commitment" product={offered.published}>
      {signed ? (
        <Banner
          tone="success"
          title={t('commitment.signed', {
            name: signed.signedName,
            at: formatInstant(new Date(signed.signedAt), await getLocale()),
          })}
        >
          {t('commitment.again')}
        </Banner>
      ) : null}
      <Section title={title} lead={t('commitment.version', { version, hash: textSha256 })}>
        <div className="grid max-w-[45em] gap-2">
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
        <ActionForm
          procedure="applying.sign"
          fixed={{ ...target }}
          labels={{ submit: t('commitment.sign') }}
          onDone={{ href: list }}
        >
          <input type="hidden" name="commitment.version" value={version} />
          <input type="hidden" name="commitment.locale" value={locale} />
          <input type="hidden" name="commitment.textSha256" value={textSha256} />
          <TextField
            name="commitment.signedName"
            label={t('commitment.name')}
            hint={t('commitment.nameHint', { name: signerName })}
            autoComplete="name"
            maxLength={50}
          />
          <Checkbox name="agreed" label={t('commitment.agree')} text={t('commitment.agree')} />
        </ActionForm>
      </Section>
    </StepFrame>
  )
}
