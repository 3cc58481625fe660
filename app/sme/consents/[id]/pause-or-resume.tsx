import { getTranslations } from 'next-intl/server'
import { ConsentTermsList } from '@/components/consent/consent-details'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { ActionForm } from '@/components/ui/action-form'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/button'
import { PageHeader, Section } from '@/components/ui/page-header'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'
import { orNotFound } from '../../../or-not-found'
import { SignatoriesOnly } from '../new/signatories-only'

const acts = {
  pause: {
    permission: 'consent.withdraw',
    event: 'PAUSED',
    words: 'consent.pausing',
    procedure: 'consent.pause',
    done: 'paused',
  },
  resume: {
    permission: 'consent.grant',
    event: 'RESUMED',
    words: 'consent.resuming',
    procedure: 'consent.resume',
    done: 'resumed',
  },
} as const

export const titleOf = async (act: keyof typeof acts) => ({ title: (await getTranslations(acts[act].words))('title') })

/** Pausing a consent, or letting it go on: what that means, and the button. */
export async function PauseOrResume({ act, id }: { act: keyof typeof acts; id: string }) {
  const { permission, event, words, procedure, done } = acts[act]
  const detail = `/sme/consents/${id}`
  const session = await requirePortal('ENTERPRISE', `${detail}/${act}`)
  if (!mayOpen(session, permission)) return <SignatoriesOnly />
  const consent = await orNotFound((await api()).consent.one({ consentId: id }))
  const possible = consent.current && consent.may.includes(event)
  const [t, said] = [await getTranslations('consent'), await getTranslations(words)]
  return (
    <>
      <Breadcrumbs
        items={[
          { label: t('title'), href: '/sme/consents' },
          { label: t('detailTitle'), href: detail },
          { label: said('title') },
        ]}
      />
      <PageHeader title={said('title')} lead={possible ? said('lead') : undefined} />
      {possible ? (
        <Section title={said('consequences')}>
          <ul className="grid list-disc gap-2 pl-5">
            {[said('one', { name: consent.recipientName }), said('two'), said('three')].map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <ActionForm
            procedure={procedure}
            labels={{ submit: said('submit') }}
            fixed={{ consentId: id }}
            onDone={{ href: `${detail}?${done}=1` }}
            secondary={<LinkButton href={detail}>{said('keep')}</LinkButton>}
          />
        </Section>
      ) : (
        <Banner title={said('over')} actions={<LinkButton href={detail}>{t('details')}</LinkButton>} />
      )}
      <Section title={possible ? said('what') : t('detailTitle')}>
        <ConsentTermsList consent={consent} noticeVersion={consent.noticeVersion} />
      </Section>
    </>
  )
}
