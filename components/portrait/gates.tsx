import { useLocale, useTranslations } from 'next-intl'
import { OriginLinks } from '@/components/sources/origins'
import { formatDay } from '@/components/ui/date-format'
import { Icon } from '@/components/ui/icon'
import { StatusTag } from '@/components/ui/status-tag'
import { type Gate, gateSources, type Portrait, ruleCited, unreadOf } from '@/server/portrait/schema'
import type { ClassOrigin } from '@/server/sources/schema'

function GateDates({ gate }: { gate: Gate }) {
  const t = useTranslations('indicators.gateDates')
  const locale = useLocale()
  const day = (value: string) => formatDay(value, locale, 'prose')
  const parts = [
    gate.since ? t('since', { date: day(gate.since) }) : null,
    gate.endsOn ? t('endsOn', { date: day(gate.endsOn) }) : t('untilCured'),
    gate.repairableNow
      ? t('repairableNow')
      : gate.repairableFrom
        ? t('repairableFrom', { date: day(gate.repairableFrom) })
        : null,
  ].filter((part) => part !== null)
  return (
    <ul className="flex flex-wrap gap-x-4 text-14 text-fg-2">
      {parts.map((part) => (
        <li key={part}>{part}</li>
      ))}
    </ul>
  )
}

/** The title of the rule behind a bar, where there is one. */
function RuleCited({ gate }: { gate: Gate }) {
  const t = useTranslations('portrait.gates')
  const names = useTranslations('indicators.repairRules')
  const locale = useLocale()
  const rule = ruleCited(gate.code, gate.rule)
  if (!rule) return null
  return (
    <p className="text-13 text-fg-3">
      {t('rule')}
      {locale === 'en' ? ': ' : '：'}
      {names(rule)}
    </p>
  )
}

type Props = Pick<Portrait, 'gates' | 'coverage'> & { origins?: readonly ClassOrigin[] }

/** Entries that bar the firm, each with its end, its cure and its rule. Says where it cannot be sure that there is none. */
export function Gates({ gates, coverage, origins = [] }: Props) {
  const t = useTranslations('portrait.gates')
  const names = useTranslations('indicators')
  const lacking = unreadOf(gateSources, coverage)
  const locale = useLocale()
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })
  return (
    <div className="grid gap-4">
      {gates.length === 0 && lacking.length === 0 ? (
        <p className="flex items-center gap-2">
          <Icon name="shield-check" className="text-success" />
          {t('none')}
        </p>
      ) : null}
      {lacking.length > 0 ? (
        <p className="flex gap-2 text-fg-2">
          <Icon name="circle-dashed" className="mt-0.5 text-fg-3" />
          {t('unknown', { classes: list.format(lacking.map((one) => names(`dataClasses.${one}`))) })}
        </p>
      ) : null}
      <ul className="grid gap-4">
        {gates.map((gate) => (
          <li key={`${gate.code}-${gate.recordId}`} className="grid gap-1 border-warning border-l-4 pl-4">
            <p className="flex flex-wrap items-center gap-2 font-semibold">
              {names(`gates.${gate.code}.name`)}
              <StatusTag tone="warning">{names(`dataClasses.${gate.dataClass}`)}</StatusTag>
            </p>
            <GateDates gate={gate} />
            <OriginLinks origins={origins} classes={[gate.dataClass]} />
            <p className="text-14">
              {t('cure')}
              {locale === 'en' ? ': ' : '：'}
              {names(`gates.${gate.code}.cure`)}
            </p>
            <RuleCited gate={gate} />
          </li>
        ))}
      </ul>
    </div>
  )
}
