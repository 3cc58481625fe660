import { useTranslations } from 'next-intl'
import { Section } from '@/components/ui/page-header'

const steps = ['proof', 'keys', 'checker', 'open', 'result'] as const
const link = 'text-link underline underline-offset-4'

/** What a proof is, and how anybody checks one without trusting the platform. `keys`: log and witness, one a line. */
export function HowToCheck({ keys }: { keys: string }) {
  const t = useTranslations('ledger.check')
  return (
    <Section title={t('title')} lead={t('lead')}>
      <ol className="grid max-w-prose list-decimal gap-2 pl-5 text-fg-2">
        {steps.map((step) => (
          <li key={step}>
            {t.rich(`steps.${step}`, {
              keys: (text) => (
                <a href="/api/ledger/keys" download className={link}>
                  {text}
                </a>
              ),
              checker: (text) => (
                <a href="/api/ledger/verifier" download className={link}>
                  {text}
                </a>
              ),
            })}
          </li>
        ))}
      </ol>
      <p className="mt-4 max-w-prose text-14 text-fg-2">{t('remember')}</p>
      {keys ? (
        <dl className="mt-4 grid grid-cols-[minmax(0,1fr)] gap-1 text-13">
          <dt className="text-fg-3">{t('keysNow')}</dt>
          <dd>
            <pre className="whitespace-pre-wrap break-all rounded-card bg-surface-2 p-3 font-mono">{keys}</pre>
          </dd>
        </dl>
      ) : (
        <p className="mt-4 text-14 text-fg-3">{t('noKeys')}</p>
      )}
    </Section>
  )
}
