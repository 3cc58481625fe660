import { useTranslations } from 'next-intl'
import { Disclosure } from '@/components/ui/disclosure'
import type { FigureId } from '@/server/statistics/domain/definitions'

/** What the columns of a table mean, one by one, above it. */
export function DefinitionList({ figures }: { figures: readonly FigureId[] }) {
  const t = useTranslations('statistics')
  return (
    <Disclosure summary={t('office.breakdown.definitions')}>
      <dl className="grid max-w-160 gap-2 pb-2 text-14">
        {figures.map((figure) => (
          <div key={figure}>
            <dt className="font-semibold">{t(`figures.${figure}.name`)}</dt>
            <dd className="text-fg-2">{t(`figures.${figure}.definition`)}</dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  )
}
