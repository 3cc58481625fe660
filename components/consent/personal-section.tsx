import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { LinkButton } from '@/components/ui/button'
import { DateText } from '@/components/ui/figures'
import { SummaryList } from '@/components/ui/lists'
import { Section } from '@/components/ui/page-header'
import { StatusTag } from '@/components/ui/status-tag'
import type { DataClass } from '@/server/sources/schema'
import { useConsentText } from './consent-terms'

export type SignOff = { id: string; personName: string; signedAt: Date; endedAt: Date | null; endReason: string | null }
type Props = {
  consentId: string
  classes: readonly DataClass[]
  signOffs: readonly SignOff[]
  /** The consent stands, so that signing or taking back makes a difference. */
  open: boolean
  isRepresentative: boolean
}

/** The person's own consent to personal data, apart from the firm's: who signed, when, and the way to sign or take back. */
export function PersonalSection({ consentId, classes, signOffs, open, isRepresentative }: Props) {
  const t = useTranslations('consent.personal')
  const text = useConsentText()
  const standing = signOffs.find(({ endedAt }) => endedAt === null)
  const href = `/sme/consents/${consentId}/personal`
  return (
    <Section
      title={t('title')}
      lead={t('lead', { classes: text.classes(classes) })}
      actions={
        open && isRepresentative ? (
          standing ? (
            <LinkButton variant="danger" href={`${href}/withdraw`}>
              {t('withdraw')}
            </LinkButton>
          ) : (
            <LinkButton href={href}>{t('sign')}</LinkButton>
          )
        ) : null
      }
    >
      {signOffs.length === 0 ? <p className="text-fg-2">{open && !isRepresentative ? t('waiting') : t('none')}</p> : null}
      {signOffs.length > 0 ? (
        <SummaryList
          rows={signOffs.map((one) => ({
            label: one.personName,
            value: (
              <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <StatusTag tone={one.endedAt ? 'neutral' : 'success'}>
                  {one.endedAt ? t(`ended.${one.endReason as 'WITHDRAWN'}`) : t('stands')}
                </StatusTag>
                <span>
                  {t('signedAt')} <DateText value={one.signedAt} />
                </span>
              </span>
            ),
            action: (
              <Link
                href={`/sme/consents/${consentId}/notice?signOff=${one.id}`}
                className="text-link underline-offset-4 hover:underline"
              >
                {t('notice')}
              </Link>
            ),
          }))}
        />
      ) : null}
    </Section>
  )
}
