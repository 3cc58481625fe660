import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { Section } from '@/components/ui/page-header'
import type { GrantConsentInput } from '@/server/consent/schema'

type Prepared = {
  asked: Omit<GrantConsentInput, 'notice'>
  notice: { version: string; language: 'zh-CN' | 'en'; title: string; lines: readonly string[] }
  sha256: string
}

/** `mayGrant`: the reader can bind the firm; else it is handed in to somebody who can. */
type Props = { prepared: Prepared; list: string; mayGrant: boolean }

/** The notice in full; agreeing to it grants the consent, and what is hashed is what is shown. Or it is kept as a draft. */
export function ConsentNotice({ prepared: { asked, notice, sha256 }, list, mayGrant }: Props) {
  const t = useTranslations('apply.consent')
  const draft = useTranslations('consent.draft')
  const handIn = useTranslations('consent.submitting')
  return (
    <Section title={notice.title} lead={t('version', { version: notice.version, hash: sha256.slice(0, 16) })}>
      <div className="grid max-w-[45em] gap-2">
        {notice.lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      <ActionForm
        procedure={mayGrant ? 'lending.grantConsent' : 'consent.submit'}
        fixed={{ ...asked, notice: { version: notice.version, language: notice.language, sha256 } }}
        labels={{ submit: mayGrant ? t('agree') : handIn('submit') }}
        onDone={{ href: mayGrant ? list : '/sme/consents/{consentId}?submitted=1' }}
        secondary={<LinkButton href={`${list}/consent`}>{t('change')}</LinkButton>}
      />
      <ActionForm
        procedure="consent.saveDraft"
        variant="secondary"
        fixed={asked}
        labels={{ submit: draft('save') }}
        onDone={{ href: '/sme/consents/{consentId}?drafted=1' }}
      />
    </Section>
  )
}
