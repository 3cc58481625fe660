import { useLocale, useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/button'
import type { ApplicationEvent, ApplicationFlag, ApplicationState } from '@/server/lending/schema'

type Row = {
  id: string
  number: string
  state: ApplicationState
  flags: readonly ApplicationFlag[]
  allowed: readonly ApplicationEvent[]
  product: { name: string; nameEn: string }
}

type Wait = 'SUSPENDED' | 'OFFERED' | 'SUPPLEMENT'

/** What an application waits for on the enterprise's side; null when it waits for nobody here. */
export function waitOf({ state, flags, allowed }: Pick<Row, 'state' | 'flags' | 'allowed'>): Wait | null {
  if (flags.includes('SUSPENDED')) return 'SUSPENDED'
  if (allowed.includes('OFFER_ACCEPTED')) return 'OFFERED'
  return state === 'SUPPLEMENT' ? 'SUPPLEMENT' : null
}

/** What has to be answered now, before anything else on the page; the first of them is the page's one primary button. */
export function WaitingApplications({ rows }: { rows: readonly Row[] }) {
  const t = useTranslations('apply.own')
  const english = useLocale() === 'en'
  const waiting = rows.flatMap((row) => {
    const wait = waitOf(row)
    return wait ? [{ ...row, wait }] : []
  })
  return waiting.map(({ id, number, product, wait }, index) => (
    <Banner
      key={id}
      tone="warning"
      title={t(`waits.${wait}`)}
      actions={
        <LinkButton href={`/sme/applications/${id}`} variant={index === 0 ? 'primary' : 'secondary'}>
          {t('waiting.open')}
        </LinkButton>
      }
    >
      {t('waiting.about', { product: english ? product.nameEn : product.name, number })}
    </Banner>
  ))
}
