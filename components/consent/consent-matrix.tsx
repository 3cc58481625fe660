import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { Disclosure } from '@/components/ui/disclosure'
import { DateText } from '@/components/ui/figures'
import { Icon } from '@/components/ui/icon'
import type { DataClass } from '@/server/sources/schema'
import { type ShownConsent, StandingTag, useConsentText } from './consent-terms'

export type Cell = { state: 'GRANTED' | 'MISSING_SIGN_OFF' | 'NOT_GRANTED'; times: number; lastAt: Date | null }
export type Matrix = { consents: readonly ShownConsent[]; rows: readonly { dataClass: DataClass; cells: readonly Cell[] }[] }
/** Of each class on file, the products that nobody could decide without it; null: nothing to match yet. */
export type Costs = {
  products: number
  without: readonly { dataClass: DataClass; undecidable: readonly { productId: string; name: string; nameEn: string }[] }[]
} | null

type Props = { matrix: Matrix; costs: Costs; mayChange: boolean }

/** What was taken, how often and when; a class that was granted and never taken says so. */
function CellText({ cell }: { cell: Cell }) {
  const t = useTranslations('consent.matrix')
  if (cell.state === 'NOT_GRANTED') return <span className="text-fg-3">{t('notGranted')}</span>
  return (
    <span className="grid">
      <span className="inline-flex items-center gap-1">
        <Icon
          name={cell.state === 'GRANTED' ? 'check' : 'lock'}
          size={16}
          className={cell.state === 'GRANTED' ? 'text-success' : 'text-warning'}
        />
        {t(cell.state === 'GRANTED' ? 'granted' : 'missingSignOff')}
      </span>
      <span className="text-13 text-fg-3">
        {cell.lastAt ? (
          <>
            {t('taken', { count: cell.times })} <DateText value={cell.lastAt} />
          </>
        ) : (
          t('neverTaken')
        )}
      </span>
    </span>
  )
}

/** What saying no to a class costs, counted by the real matching, with the products by name. */
function CostText({ dataClass, costs }: { dataClass: DataClass; costs: Costs }) {
  const t = useTranslations('consent.matrix')
  const english = useLocale() === 'en'
  const lost = costs?.without.find((one) => one.dataClass === dataClass)?.undecidable
  if (!lost) return <span className="text-fg-3">{t('costUnknown')}</span>
  if (lost.length === 0) return <span>{t('costNothing')}</span>
  return (
    <Disclosure summary={t('cost', { count: lost.length })}>
      <ul className="grid gap-1 text-14">
        {lost.map(({ productId, name, nameEn }) => (
          <li key={productId}>
            <Link href={`/sme/matching/products/${productId}`} className="text-link underline-offset-4 hover:underline">
              {english ? nameEn : name}
            </Link>
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}

/** Pausing and withdrawing are one link here and one button there. */
function Actions({ consent, mayChange }: { consent: ShownConsent; mayChange: boolean }) {
  const t = useTranslations('consent')
  const href = `/sme/consents/${consent.id}`
  const small = 'inline-flex min-h-9 items-center whitespace-nowrap text-14 text-link underline-offset-4 hover:underline'
  return (
    <span className="flex flex-wrap gap-x-3">
      <Link href={href} className={small}>
        {t('details')}
      </Link>
      {mayChange && (consent.shown === 'LIVE' || consent.shown === 'NOT_BEGUN') ? (
        <Link href={`${href}/pause`} className={small}>
          {t('pausing.action')}
        </Link>
      ) : null}
      {mayChange && consent.shown !== 'PENDING' ? (
        <Link href={`${href}/withdraw`} className={small}>
          {t('withdraw')}
        </Link>
      ) : null}
    </span>
  )
}

function Recipient({ consent, mayChange }: { consent: ShownConsent; mayChange: boolean }) {
  const text = useConsentText()
  return (
    <span className="grid justify-items-start gap-1 text-left font-normal">
      <span className="font-semibold text-body text-fg">{consent.recipientName}</span>
      <span>{text.purpose(consent.purpose)}</span>
      <span className="whitespace-nowrap">{text.period(consent)}</span>
      <StandingTag consent={consent} />
      <Actions consent={consent} mayChange={mayChange} />
    </span>
  )
}

/** Who may use which data, what for, until when, what was taken under it, and what saying no costs. */
export function ConsentMatrix({ matrix: { consents, rows }, costs, mayChange }: Props) {
  const t = useTranslations('consent.matrix')
  const names = useTranslations('consent.dataClasses')
  const cell = 'border-border border-b px-3 py-2 align-top'
  return (
    <>
      <section
        aria-label={t('title')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        className="relative min-w-0 overflow-x-auto max-md:hidden"
      >
        <table className="w-full border-collapse text-body">
          <caption className="sr-only">{t('title')}</caption>
          <thead className="text-14 text-fg-2">
            <tr>
              <th scope="col" className={`sticky left-0 z-1 min-w-32 bg-surface text-left ${cell}`}>
                {t('dataClass')}
              </th>
              {consents.map((consent) => (
                <th key={consent.id} scope="col" className={`min-w-56 ${cell}`}>
                  <Recipient consent={consent} mayChange={mayChange} />
                </th>
              ))}
              <th scope="col" className={`min-w-52 text-left ${cell}`}>
                {t('costTitle')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ dataClass, cells }) => (
              <tr key={dataClass} className="hover:bg-surface-2">
                <th scope="row" className={`sticky left-0 z-1 bg-surface text-left font-normal ${cell}`}>
                  {names(dataClass)}
                </th>
                {cells.map((one, at) => (
                  <td key={consents[at]?.id} className={cell}>
                    <CellText cell={one} />
                  </td>
                ))}
                <td className={cell}>
                  <CostText dataClass={dataClass} costs={costs} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <ul className="grid gap-6 md:hidden">
        {consents.map((consent, at) => (
          <li key={consent.id} className="grid gap-2">
            <Recipient consent={consent} mayChange={mayChange} />
            <dl className="grid">
              {rows
                .filter(({ cells }) => cells[at]?.state !== 'NOT_GRANTED')
                .map(({ dataClass, cells }) => {
                  const one = cells[at]
                  return one ? (
                    <div key={dataClass} className="grid grid-cols-[7rem_1fr] gap-x-3 border-border border-b py-2">
                      <dt>{names(dataClass)}</dt>
                      <dd className="grid min-w-0 gap-1">
                        <CellText cell={one} />
                        {consent.purpose === 'MATCHING' ? (
                          <span className="text-14">
                            <CostText dataClass={dataClass} costs={costs} />
                          </span>
                        ) : null}
                      </dd>
                    </div>
                  ) : null
                })}
            </dl>
            <p className="text-14 text-fg-3">
              {t('others', { count: rows.filter(({ cells }) => cells[at]?.state === 'NOT_GRANTED').length })}
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}
