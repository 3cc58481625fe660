import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import type { Density } from '@/components/ui/preferences'
import { Footer } from './footer'
import { NavColumn, type NavItem, NavRow } from './nav-links'
import { LocaleSwitch } from './preference-forms'

export type FrameProps = {
  /** Name of the portal in the visitor's language; public pages have none. */
  portal?: string
  home: string
  nav: readonly NavItem[]
  density: Density
  densityFallback?: Density
  /** 1080 px for enterprises and the public; staff pages use the screen. */
  width: 'page' | 'wide'
  /** Right end of the header: notices, account. */
  tools?: ReactNode
  children: ReactNode
}

export const widths = { page: 'mx-auto w-full max-w-[1128px] px-4 sm:px-6', wide: 'mx-auto w-full max-w-[1760px] px-4 sm:px-6' }

/** Always in sight: nothing on this platform is about a real firm. */
async function SimulatedBadge() {
  const t = await getTranslations('shell')
  return (
    <span
      title={t('simulatedNote')}
      className="inline-flex items-center whitespace-nowrap rounded-tag border border-warning bg-warning-subtle px-1.5 text-12 text-warning"
    >
      {t('simulated')}
    </span>
  )
}

async function MobileMenu({ nav }: { nav: readonly NavItem[] }) {
  const t = await getTranslations('shell')
  return (
    <details className="group md:hidden">
      <summary className="flex min-h-11 list-none items-center gap-1 rounded-control px-2 hover:bg-surface-2 [&::-webkit-details-marker]:hidden">
        <Icon name="menu" className="group-open:hidden" />
        <Icon name="x" className="hidden group-open:block" />
        <span className="whitespace-nowrap text-14">{t('menu')}</span>
      </summary>
      <div className="absolute inset-x-0 top-full z-20 max-h-[calc(100dvh-3.5rem)] overflow-y-auto border-border border-b bg-surface py-2 shadow-float">
        <nav aria-label={t('mainNavigation')}>
          <NavColumn items={nav} />
        </nav>
        <div className="mt-2 border-border border-t px-2 pt-2">
          <LocaleSwitch />
        </div>
      </div>
    </details>
  )
}

/** The frame of every page: skip link, header, navigation, content, footer. Reads and works before any script. */
export async function Frame({ portal, home, nav, density, densityFallback, width, tools, children }: FrameProps) {
  const t = await getTranslations('shell')
  return (
    <div data-density={density} className="flex min-h-dvh flex-col text-body">
      <a
        href="#content"
        className="absolute top-2 left-2 z-50 -translate-y-20 rounded-control bg-primary px-4 py-2 font-semibold text-on-primary focus:translate-y-0"
      >
        {t('skip')}
      </a>
      <header className="sticky top-0 z-10 border-border border-b bg-surface print:hidden">
        <div className={`flex min-h-14 items-center gap-x-3 ${widths[width]}`}>
          <div className="grid min-w-0 items-center gap-x-3 gap-y-0.5 py-1 sm:flex">
            <Link href={home} className="whitespace-nowrap font-semibold text-16 text-primary sm:text-20">
              {t('product')}
            </Link>
            <div className="flex min-w-0 items-center gap-x-2">
              {portal ? <span className="truncate text-13 text-fg-2 sm:text-14">{portal}</span> : null}
              <SimulatedBadge />
            </div>
          </div>
          <div className="ml-auto flex items-center gap-1">
            <div className="hidden md:block">
              <LocaleSwitch />
            </div>
            {tools}
            {nav.length > 0 ? <MobileMenu nav={nav} /> : null}
          </div>
        </div>
        {nav.length > 0 ? (
          <nav aria-label={t('mainNavigation')} className={`hidden md:block ${widths[width]}`}>
            <div className="-mx-3">
              <NavRow items={nav} />
            </div>
          </nav>
        ) : null}
      </header>
      <main id="content" tabIndex={-1} className={`grid flex-1 content-start gap-6 py-6 focus:outline-none ${widths[width]}`}>
        {children}
      </main>
      <Footer width={width} densityFallback={densityFallback} />
    </div>
  )
}
