import { useLocale, useTranslations } from 'next-intl'
import { OriginLinks, originsOf } from '@/components/sources/origins'
import { formatDay } from '@/components/ui/date-format'
import { Icon } from '@/components/ui/icon'
import { emptyMark } from '@/components/ui/number-format'
import { StatusTag } from '@/components/ui/status-tag'
import { type DataClass, type Evaluation, gateCodes, gateSources, type LegalItem, ruleCited } from '@/server/portrait/schema'
import { type ClassOrigin, dishonestyCategories } from '@/server/sources/schema'

/** Of which classes nothing can be said, because they were not consented to, not received, or are too old. */
function Unread({ unread, words }: { unread: readonly DataClass[]; words: 'unread' | 'unevaluated' }) {
  const t = useTranslations('portrait.axes')
  const names = useTranslations('indicators.dataClasses')
  const list = new Intl.ListFormat(useLocale(), { type: 'conjunction' })
  if (unread.length === 0) return null
  return (
    <p className="flex gap-2 text-fg-2">
      <Icon name="circle-dashed" className="mt-0.5 text-fg-3" />
      {t(words, { classes: list.format(unread.map((one) => names(one))) })}
    </p>
  )
}

type LegalProps = { items: readonly LegalItem[]; unread: readonly DataClass[]; origins?: readonly ClassOrigin[] }

/**
 * What the register, lists, courts and records say today, each with the day it ends and how it is cured. "No record" is said of
 * what was read alone: `unread` names the others of `gateSources`.
 */
export function LegalStatus({ items, unread, origins = [] }: LegalProps) {
  const t = useTranslations('portrait.axes')
  const none = unread.length === 0 ? t('noRecords') : unread.length < gateSources.length ? t('noRecordsRead') : null
  return (
    <div className="grid gap-4">
      <Unread unread={unread} words="unread" />
      {items.length > 0 ? <LegalItems items={items} origins={origins} /> : none ? <p className="text-fg-2">{none}</p> : null}
    </div>
  )
}

function LegalItems({ items, origins }: Required<Pick<LegalProps, 'items' | 'origins'>>) {
  const t = useTranslations('portrait.axes')
  const names = useTranslations('indicators')
  const locale = useLocale()
  const day = (value: string | null) => formatDay(value, locale, 'prose')
  return (
    <ul className="grid gap-4">
      {items.map((item) => {
        const gate = gateCodes.find((code) => code === item.code)
        const rule = ruleCited(item.code, item.rule)
        const category = dishonestyCategories.find((code) => code === item.code)
        const facts = [
          item.authority ? t('issuer', { issuer: item.authority }) : null,
          item.since ? t('since', { on: day(item.since) }) : null,
          item.endsOn ? t('endsOn', { on: day(item.endsOn) }) : t('untilCured'),
          item.repairableFrom ? t(item.repairableNow ? 'repairNow' : 'repairFrom', { on: day(item.repairableFrom) }) : null,
          rule ? t('rule', { rule: names(`repairRules.${rule}`) }) : null,
        ].filter((each) => each !== null)
        return (
          <li key={`${item.code} ${item.recordId}`} className="grid gap-1 border-border border-b pb-4 last:border-b-0 last:pb-0">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="font-semibold">
                {gate ? names(`gates.${gate}.name`) : category ? t(`categories.${category}`) : item.code}
              </span>
              {item.severity ? <StatusTag tone="neutral">{t(`severity.${item.severity}`)}</StatusTag> : null}
            </p>
            <p className="flex flex-wrap gap-x-4 text-14 text-fg-2">
              {facts.map((fact) => (
                <span key={fact}>{fact}</span>
              ))}
            </p>
            <p className="break-all text-13 text-fg-3">{t('record', { id: item.recordId })}</p>
            <OriginLinks origins={origins} classes={[item.dataClass]} />
            <p className="text-14">{gate ? names(`gates.${gate}.cure`) : t('cure')}</p>
          </li>
        )
      })}
    </ul>
  )
}

type EvaluationProps = { items: readonly Evaluation[]; unread?: readonly DataClass[]; origins?: readonly ClassOrigin[] }

/** What authorities themselves say of the firm, with issuer and date; `unread` names classes of which none could come. */
export function Evaluations({ items, unread = [], origins = [] }: EvaluationProps) {
  const t = useTranslations('portrait.axes')
  return (
    <div className="grid gap-4">
      <Unread unread={unread} words="unevaluated" />
      {items.length > 0 ? <EvaluationItems items={items} origins={origins} /> : <p className="text-fg-2">{t('noEvaluations')}</p>}
    </div>
  )
}

function EvaluationItems({ items, origins }: Required<Pick<EvaluationProps, 'items' | 'origins'>>) {
  const t = useTranslations('portrait.axes')
  const classes = useTranslations('indicators.dataClasses')
  const locale = useLocale()
  const when = ({ on, year }: Evaluation) => {
    if (on === null) return emptyMark
    if (on.length === 4) return t('year', { year: on })
    const made = formatDay(on, locale)
    return year ? `${t('year', { year })} · ${t('madeOn', { on: made })}` : made
  }
  /** Then the link below names the source. */
  const isLinked = ({ dataClass }: Evaluation) => originsOf(origins, [dataClass]).length > 0
  return (
    <ul className="grid gap-3">
      {items.map((item) => {
        const isNone = item.value === 'NOT_EVALUATED'
        const level = t.has(`values.${item.value}` as 'values.GREEN') ? t(`values.${item.value}` as 'values.GREEN') : item.value
        return (
          <li
            key={`${item.kind} ${item.value} ${item.on}`}
            className="grid gap-1 border-border border-b pb-3 last:border-b-0 last:pb-0"
          >
            <p className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span>{t(`evaluations.${item.kind}`)}</span>
              <span className={isNone ? 'text-fg-2' : 'font-semibold'}>{level}</span>
            </p>
            <p className="flex flex-wrap gap-x-4 text-13 text-fg-2">
              {isNone ? (
                <span>{t('notEvaluatedHint')}</span>
              ) : (
                <>
                  <span>
                    {t('evaluator')}
                    {item.issuer ? <span lang="zh-CN">{item.issuer}</span> : t(`issuers.${item.kind}`)}
                  </span>
                  <span className="figures">{when(item)}</span>
                </>
              )}
              {isLinked(item) ? null : <span>{t('source', { source: classes(item.dataClass) })}</span>}
            </p>
            <OriginLinks origins={origins} classes={[item.dataClass]} />
          </li>
        )
      })}
    </ul>
  )
}
