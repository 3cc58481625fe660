import { getLocale, getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Banner } from '@/components/ui/banner'
import { formatInstant } from '@/components/ui/date-format'

/** What stands here was drawn from data that an agency has corrected since; with the way to fetch it anew. */
export async function StaleNotice({ since, mayFetch }: { since: Date | null; mayFetch: boolean }) {
  if (!since) return null
  const [t, locale] = [await getTranslations('sources.stale'), await getLocale()]
  return (
    <Banner
      tone="warning"
      title={t('title')}
      actions={
        mayFetch ? (
          <ActionForm
            procedure="sources.refresh"
            labels={{ submit: t('action') }}
            variant="primary"
            onDone={{ href: '/sme/data' }}
          />
        ) : null
      }
    >
      {t('body', { at: formatInstant(since, locale) })}
    </Banner>
  )
}
