import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { Density } from '@/components/ui/preferences'
import { widths } from './frame'
import { DensitySwitch, LocaleSwitch, ThemeSwitch } from './preference-forms'

const pages = ['about', 'definitions', 'data-catalogue', 'verify', 'accessibility'] as const

/** Who runs this, what it is and what its figures mean, and how it looks. */
export async function Footer({ width, densityFallback }: { width: keyof typeof widths; densityFallback?: Density }) {
  const t = await getTranslations('shell')
  return (
    <footer className="border-border border-t bg-surface text-14 text-fg-2 print:hidden">
      <div className={`flex flex-wrap items-start justify-between gap-x-12 gap-y-4 py-6 ${widths[width]}`}>
        <div className="grid gap-1">
          <p>{t('footer.sponsor')}</p>
          <p className="text-fg-3">{t('simulatedNote')}</p>
          <nav aria-label={t('footer.nav')}>
            <ul className="flex flex-wrap gap-x-5">
              {pages.map((page) => (
                <li key={page}>
                  <Link
                    href={`/${page}`}
                    prefetch={false}
                    className="inline-flex min-h-9 items-center text-link underline-offset-4 hover:underline"
                  >
                    {t(`footer.${page}`)}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
        </div>
        <div className="grid gap-2">
          <ThemeSwitch />
          {densityFallback ? <DensitySwitch fallback={densityFallback} /> : null}
          <div className="md:hidden">
            <LocaleSwitch />
          </div>
        </div>
      </div>
    </footer>
  )
}
