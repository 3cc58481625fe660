import './globals.css'
import type { Metadata, Viewport } from 'next'
import { cookies, headers } from 'next/headers'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { themeOf } from '@/components/ui/preferences'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shell')
  return { title: { default: t('product'), template: `%s - ${t('product')}` }, description: t('promise') }
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1 }

/** No session and no database here: this frame also carries the error pages. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  // React Aria reads its nonce from this tag for the one <style> element it adds.
  const nonce = (await headers()).get('x-nonce') ?? undefined
  const theme = themeOf((await cookies()).get('theme')?.value)
  return (
    <html lang={await getLocale()} data-theme={theme}>
      <head>{nonce ? <meta property="csp-nonce" nonce={nonce} content={nonce} /> : null}</head>
      <body className="min-h-dvh font-sans text-body">{children}</body>
    </html>
  )
}
