import { redirect } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { orNotFound } from '@/app/or-not-found'
import { ConsentChoices } from '@/components/apply/consent-choices'
import { ConsentNotice } from '@/components/apply/consent-notice'
import { readBankConsent } from '@/components/apply/consent-query'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { PageHeader, Section } from '@/components/ui/page-header'
import type { SearchParams } from '@/components/ui/query-href'
import { ForbiddenState } from '@/components/ui/states'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { shanghaiDate } from '@/server/kernel/dates'
import { DataClass } from '@/server/sources/schema'
import { api } from '@/server/trpc/caller'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> }

export async function generateMetadata() {
  return { title: (await getTranslations('apply.own'))('regrant') }
}

/** A new consent for an application whose consent ended; with it the bank goes on. */
export default async function RegrantPage({ params, searchParams }: Props) {
  const { id } = await params
  const session = await requirePortal('ENTERPRISE', `/sme/applications/${id}/consent`)
  const caller = await api()
  const application = await orNotFound(caller.lending.own({ applicationId: id }))
  const list = `/sme/applications/${id}`
  if (application.consent?.live) redirect(list)
  const t = await getTranslations('apply')
  if (!mayOpen(session, 'consent.prepare')) return <ForbiddenState>{t('hints.signatory')}</ForbiddenState>
  const { institution } = application
  const name = (await getLocale()) === 'en' ? institution.nameEn : institution.name
  const query = await searchParams
  const asked = readBankConsent(query, {
    institutionId: application.institutionId,
    applicationId: id,
    today: shanghaiDate(new Date()),
  })
  return (
    <div className="grid gap-gap">
      <Breadcrumbs
        items={[
          { label: t('title'), href: '/sme/applications' },
          { label: application.number, href: list },
          { label: t('own.regrant') },
        ]}
      />
      <PageHeader title={t('own.regrant')} lead={t('consent.lead', { institution: name })} />
      {asked ? (
        <ConsentNotice
          prepared={await caller.lending.prepareConsent(asked)}
          list={list}
          mayGrant={mayOpen(session, 'consent.grant')}
        />
      ) : (
        <Section title={(await getTranslations('consent.regrant'))('scope')}>
          <ConsentChoices
            path={`${list}/consent`}
            required={DataClass.array().parse(application.consent?.dataClasses ?? [])}
            incomplete={Object.keys(query).length > 0}
          />
        </Section>
      )}
    </div>
  )
}
