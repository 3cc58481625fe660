import { TRPCError } from '@trpc/server'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ClaimForm } from '@/components/identity/claim-form'
import { CreditCodeCheck } from '@/components/identity/credit-code-check'
import { RegisterEntryList } from '@/components/identity/register-entry'
import { Steps } from '@/components/identity/steps'
import { PublicShell } from '@/components/shell/public-shell'
import { Banner } from '@/components/ui/banner'
import { Button, LinkButton } from '@/components/ui/button'
import { PageHeader, Section } from '@/components/ui/page-header'
import { firstOf, type SearchParams } from '@/components/ui/query-href'
import { shanghaiDate } from '@/server/kernel/dates'
import { Refused } from '@/server/kernel/refused'
import { api } from '@/server/trpc/caller'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('identity.register'))('title') }
}

export default async function RegisterPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getTranslations('identity.register')
  const typed = (firstOf((await searchParams).code) ?? '').slice(0, 64)
  const asked = typed ? await lookUp(typed) : null
  const found = asked === 'throttled' ? null : asked
  const entry = found?.entry ?? null
  const steps = [t('steps.code'), t('steps.people'), t('steps.confirm')]
  return (
    <PublicShell>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Steps label={t('steps.label')} steps={steps} current={entry ? 1 : 0} />
      {entry ? (
        <>
          <Section
            title={t('found.title')}
            lead={t('found.lead')}
            actions={
              <LinkButton href="/register" variant="quiet">
                {t('found.change')}
              </LinkButton>
            }
          >
            <RegisterEntryList entry={entry} />
          </Section>
          <Section title={t('people.title')}>
            <ClaimForm entry={entry} today={shanghaiDate(new Date())} />
          </Section>
        </>
      ) : (
        <>
          {asked === 'throttled' ? (
            <Banner tone="warning" title={t('throttled.title')}>
              {t('throttled.body')}
            </Banner>
          ) : null}
          {found?.problem === 'unknown' ? (
            <Banner tone="warning" title={t('unknown.title')}>
              {t('unknown.body')}
            </Banner>
          ) : null}
          {found?.problem === 'unavailable' ? (
            <Banner
              tone="warning"
              title={t('unavailable.title')}
              actions={<LinkButton href={`/register?code=${encodeURIComponent(typed)}`}>{t('unavailable.retry')}</LinkButton>}
            >
              {t('unavailable.body')}
            </Banner>
          ) : null}
          {found?.advice.do === 'REFUSE' ? <Banner tone="danger" title={t('refused')} /> : null}
          <Section title={t('code.title')}>
            <CodeForm typed={typed} />
          </Section>
        </>
      )}
    </PublicShell>
  )
}

/** The register's answer, or that this address has asked too often. */
async function lookUp(creditCode: string) {
  const caller = await api()
  return caller.registration.lookUp({ creditCode }).catch((error: unknown) => {
    if (error instanceof TRPCError && error.cause instanceof Refused && error.cause.code === 'claim.look-ups-throttled')
      return 'throttled' as const
    throw error
  })
}

/** A plain GET: the code stands in the address, so that the look-up can be repeated. */
async function CodeForm({ typed }: { typed: string }) {
  const t = await getTranslations('identity.register')
  return (
    <form action="/register" method="get" className="grid gap-6">
      <CreditCodeCheck
        name="code"
        initial={typed}
        labels={{
          label: t('code.label'),
          hint: t('code.hint'),
          count: t.raw('check.count'),
          alien: t.raw('check.alien'),
          tooLong: t('check.tooLong'),
          organisationRight: t('check.organisationRight'),
          organisationWrong: t.raw('check.organisationWrong'),
          codeRight: t('check.codeRight'),
          codeWrong: t.raw('check.codeWrong'),
          stillLook: t('check.stillLook'),
          suggestions: t('check.suggestions'),
          use: t.raw('check.use'),
        }}
      />
      <div>
        <Button type="submit" variant="primary">
          {t('code.submit')}
        </Button>
      </div>
    </form>
  )
}
