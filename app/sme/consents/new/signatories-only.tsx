import { getTranslations } from 'next-intl/server'
import { LinkButton } from '@/components/ui/button'
import { ForbiddenState } from '@/components/ui/states'

/** Staff see why they cannot grant, and who can. */
export async function SignatoriesOnly() {
  const t = await getTranslations('consent.new.whyNot')
  return (
    <ForbiddenState title={t('title')} actions={<LinkButton href="/sme/consents">{t('back')}</LinkButton>}>
      {t('body')}
    </ForbiddenState>
  )
}
