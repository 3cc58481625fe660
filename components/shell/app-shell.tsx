import { cookies } from 'next/headers'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import { type Density, densityOf } from '@/components/ui/preferences'
import { Frame } from './frame'
import type { NavItem } from './nav-links'

export type ShellUser = { name: string; role: string; organisation: string }

type Props = {
  portal: string
  /** First page of the portal, where the product's name leads. */
  home: string
  nav: readonly NavItem[]
  user: ShellUser
  /** A form that signs out, with a Button. */
  signOut: ReactNode
  /** More links in the account menu. */
  accountLinks?: readonly { href: string; label: string }[]
  notices?: { href: string; unread: number }
  /** Density of the portal; staff portals (`staff`) let the visitor change it. */
  density?: Density
  staff?: boolean
  children: ReactNode
}

async function Notices({ href, unread }: { href: string; unread: number }) {
  const t = await getTranslations('shell')
  return (
    <Link href={href} className="relative inline-flex size-11 items-center justify-center rounded-control hover:bg-surface-2">
      <Icon name="bell" />
      <span className="sr-only">{t('notices')}</span>
      {unread > 0 ? (
        <span className="figures absolute top-1 right-0 min-w-5 rounded-full bg-primary px-1 text-center text-12 text-on-primary">
          <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span>
          <span className="sr-only">{t('unread', { count: unread })}</span>
        </span>
      ) : null}
    </Link>
  )
}

async function Account({ user, links, signOut }: { user: ShellUser; links: Props['accountLinks']; signOut: ReactNode }) {
  const t = await getTranslations('shell')
  return (
    <details className="relative">
      <summary className="flex min-h-11 list-none items-center gap-2 rounded-control px-2 hover:bg-surface-2 [&::-webkit-details-marker]:hidden">
        <Icon name="user-round" />
        <span className="sr-only">{t('account')}</span>
        <span className="hidden max-w-40 truncate text-14 lg:block">{user.name}</span>
        <Icon name="chevron-down" size={16} className="hidden text-fg-3 lg:block" />
      </summary>
      <div className="absolute right-0 z-20 grid w-64 gap-3 rounded-card border border-border bg-surface p-4 text-14 shadow-float">
        <div className="grid gap-0.5">
          <p className="font-semibold">{user.name}</p>
          <p className="text-fg-2">{user.role}</p>
          <p className="text-fg-3">{user.organisation}</p>
        </div>
        {links?.map(({ href, label }) => (
          <Link key={href} href={href} className="text-link hover:underline">
            {label}
          </Link>
        ))}
        {signOut}
      </div>
    </details>
  )
}

/** The frame of a portal for people who are signed in. It shows who they are; it guards nothing. */
export async function AppShell(props: Props) {
  const { portal, home, nav, user, signOut, accountLinks, notices, density = 'comfortable', staff = false, children } = props
  const shown = staff ? densityOf((await cookies()).get('density')?.value, density) : density
  return (
    <Frame
      portal={portal}
      home={home}
      nav={nav}
      density={shown}
      densityFallback={staff ? density : undefined}
      width={staff ? 'wide' : 'page'}
      tools={
        <>
          {notices ? <Notices {...notices} /> : null}
          <Account user={user} links={accountLinks} signOut={signOut} />
        </>
      }
    >
      {children}
    </Frame>
  )
}
