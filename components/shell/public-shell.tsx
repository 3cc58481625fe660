import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { LinkButton } from '@/components/ui/button'
import { Frame } from './frame'

/** The frame of pages for everyone. `signedInHome` shows the way back to a portal instead of signing in. */
export async function PublicShell({ children, account }: { children: ReactNode; account?: { href: string; label: string } }) {
  const t = await getTranslations('shell')
  const nav = [
    { href: '/products', label: t('public.products') },
    { href: '/statistics', label: t('public.statistics') },
    { href: '/tools', label: t('public.tools') },
  ]
  const { href, label } = account ?? { href: '/login', label: t('signIn') }
  return (
    <Frame
      home="/"
      nav={nav}
      density="comfortable"
      width="page"
      tools={
        <LinkButton href={href} variant="secondary">
          {label}
        </LinkButton>
      }
    >
      {children}
    </Frame>
  )
}
