import { useTranslations } from 'next-intl'
import { Section } from '@/components/ui/page-header'
import type { CardResult } from '@/server/flows/run-bank-cards'

type Props = { reading: { ok: true; value: readonly CardResult[] } | { ok: false } }

/** The bank's own cards on an application: score and reason codes, which are the bank's to interpret. */
export function CardResults({ reading }: Props) {
  const t = useTranslations('cards')
  if (reading.ok && reading.value.length === 0) return null
  return (
    <Section title={t('ofApplication')} lead={reading.ok ? t('ofApplicationLead') : undefined}>
      {reading.ok ? (
        <ul className="grid gap-4">
          {reading.value.map((one) => (
            <li key={one.cardId} className="grid gap-1">
              <p className="text-14 text-fg-2">
                {one.code} · {t('version', { version: one.version })}
              </p>
              {'noScore' in one ? (
                <p>{t(`noScore.${one.noScore}`, { at: one.at })}</p>
              ) : (
                <>
                  <p>
                    {t('score')} <strong className="figures text-20">{one.score}</strong>
                  </p>
                  <p className="text-14">
                    {one.reasons.length > 0 ? t('reasons', { list: one.reasons.join(' · ') }) : t('noReason')}
                  </p>
                </>
              )}
            </li>
          ))}
        </ul>
      ) : (
        <p>{t('unread')}</p>
      )}
    </Section>
  )
}
