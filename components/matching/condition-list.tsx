import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { StatusTag } from '@/components/ui/status-tag'
import type { Reason, Truth } from '@/server/matching/schema'
import { openReasons } from '@/server/matching/schema'
import { useFindingText } from './finding-text'

const tones = { TRUE: 'success', FALSE: 'danger', UNKNOWN: 'warning' } as const satisfies Record<Truth, string>
const order: readonly Truth[] = ['FALSE', 'UNKNOWN', 'TRUE']
const linkClass = 'text-link underline underline-offset-4'

type WayOutProps = {
  reason: Reason
  t: ReturnType<typeof useTranslations<'matching.reason'>>
  classes: ReturnType<typeof useFindingText>['classes']
}

/** Where a missing datum is to be had: a class that was never authorised is authorised, one that is old or has holes fetched. */
function WayOut({ reason, t, classes }: WayOutProps) {
  if (reason.kind === 'GATE' && reason.gates.length > 0)
    return (
      <Link href="/sme/portrait#gates" className={linkClass}>
        {t('repair')}
      </Link>
    )
  if (!('lack' in reason) || reason.lack === null || !openReasons.includes(reason.lack.reason)) return null
  if (reason.lack.reason === 'NO_SOURCE')
    return (
      <Link href={`/sme/consents/new?classes=${reason.lack.classes.join(',')}`} className={linkClass}>
        {t('authorise', { classes: classes(reason.lack) })}
      </Link>
    )
  return (
    <Link href="/sme/data" className={linkClass}>
      {t('fetch')}
    </Link>
  )
}

/** Conditions with what they ask, what was found, and how to close the gap; those that decide stand first. */
export function ConditionList({ reasons, only }: { reasons: readonly Reason[]; only?: readonly Truth[] }) {
  const t = useTranslations('matching.reason')
  const findings = useTranslations('indicators.findings')
  const text = useFindingText()
  const shown = reasons
    .map((reason, at) => ({ reason, at }))
    .filter(({ reason }) => !only || (only.includes(reason.state) && reason.blocking))
    .sort((a, b) => order.indexOf(a.reason.state) - order.indexOf(b.reason.state) || a.at - b.at)
  return (
    <ul className="grid">
      {shown.map(({ reason, at }) => {
        const actual = text.actual(reason)
        const details = [
          reason.kind === 'SIZE' && reason.actual === null ? actual : actual && findings('actual', { actual }),
          reason.state === 'FALSE' ? text.gap(reason) : null,
          text.gates(reason),
          text.lacking(reason),
        ].filter((each) => each !== null)
        return (
          <li key={at} className="flex items-start gap-3 border-border border-b py-2 last:border-b-0">
            <span className="w-24 shrink-0">
              <StatusTag tone={tones[reason.state]}>{t(`state.${reason.state}`)}</StatusTag>
            </span>
            <div className="grid min-w-0 gap-0.5">
              <p>{text.condition(reason)}</p>
              <p className="flex flex-wrap gap-x-4 text-14 text-fg-2">
                {details.map((detail) => (
                  <span key={detail}>{detail}</span>
                ))}
                <WayOut reason={reason} t={t} classes={text.classes} />
              </p>
            </div>
          </li>
        )
      })}
    </ul>
  )
}
