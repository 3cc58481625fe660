import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Disclosure } from '@/components/ui/disclosure'
import { Stat } from '@/components/ui/figures'
import type { FigureId } from '@/server/statistics/domain/definitions'

type Props = {
  figure: FigureId
  value: ReactNode
  unit?: string
  /** This month, this year or cumulative; left out where the figure is of a day. */
  period?: 'month' | 'year' | 'cumulative'
  /** What belongs beside it: numerator and denominator, what is pending. */
  beside?: ReactNode
  /** The way down to its records. */
  href?: string
}

/** One of the office's figures: name, unit, date, definition, and the way to its records. */
export function HeadlineFigure({ figure, value, unit, period, beside, href }: Props) {
  const t = useTranslations('statistics')
  const name = t(`figures.${figure}.name`)
  return (
    <Stat
      label={period ? `${t(`office.period.${period}`)} · ${name}` : name}
      value={value}
      unit={unit}
      note={<span className="w-full">{beside}</span>}
      link={
        <span className="flex w-full flex-wrap gap-x-4 text-14">
          {href ? (
            <Link
              href={href}
              prefetch={false}
              className="inline-flex min-h-9 items-center text-link underline-offset-4 hover:underline"
              aria-label={`${t('office.recordsLink')}: ${name}`}
            >
              {t('office.recordsLink')}
            </Link>
          ) : null}
          <Disclosure summary={t('office.definition')}>
            <p className="max-w-80 text-13 text-fg-2">{t(`figures.${figure}.definition`)}</p>
          </Disclosure>
        </span>
      }
    />
  )
}
