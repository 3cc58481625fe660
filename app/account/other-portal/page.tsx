import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { LinkButton } from '@/components/ui/button'
import { firstOf, type SearchParams } from '@/components/ui/query-href'
import { ForbiddenState } from '@/components/ui/states'
import { requireSession } from '@/server/auth/guard-page'
import { portalOf } from '@/server/auth/schema'
import { OrganisationKind } from '@/server/identity/schema'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('ui.forbidden'))('title') }
}

/** Where a page of another kind's portal leads: whose it is, and the way to one's own. */
export default async function OtherPortalPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const session = await requireSession('/account')
  const asked = OrganisationKind.safeParse(firstOf((await searchParams).asked))
  const t = await getTranslations('identity')
  const words = await getTranslations('identity.account.otherPortal')
  const own = t(`portals.${session.kind}`)
  const organisation = ((await getLocale()) === 'en' && session.organisationNameEn) || session.organisationName
  return (
    <ForbiddenState
      title={asked.success ? words('title', { portal: t(`portals.${asked.data}`) }) : undefined}
      actions={
        <>
          <LinkButton href={portalOf(session.kind)} variant="primary">
            {words('own', { portal: own })}
          </LinkButton>
          {session.otherOrganisations > 0 ? <LinkButton href="/account#organisations">{words('switch')}</LinkButton> : null}
        </>
      }
    >
      {words('body', { organisation, kind: t(`kinds.${session.kind}`) })}
    </ForbiddenState>
  )
}
