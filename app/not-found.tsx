import { getTranslations } from 'next-intl/server'
import { PublicShell } from '@/components/shell/public-shell'
import { LinkButton } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'

export default async function NotFound() {
  const t = await getTranslations('shell.notFound')
  return (
    <PublicShell>
      <title>{t('title')}</title>
      <PageHeader title={t('title')} lead={t('body')} />
      <div>
        <LinkButton href="/" variant="primary">
          {t('home')}
        </LinkButton>
      </div>
    </PublicShell>
  )
}
