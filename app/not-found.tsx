import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PublicShell } from '@/components/shell/public-shell'
import { LinkButton } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('shell.notFound'))('title') }
}

export default async function NotFound() {
  const t = await getTranslations('shell.notFound')
  return (
    <PublicShell>
      <PageHeader title={t('title')} lead={t('body')} />
      <div>
        <LinkButton href="/" variant="primary">
          {t('home')}
        </LinkButton>
      </div>
    </PublicShell>
  )
}
