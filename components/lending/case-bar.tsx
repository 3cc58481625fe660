import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { Money } from '@/components/ui/figures'
import { Icon } from '@/components/ui/icon'
import type { Case } from './case'
import { FlagTags, StateTag } from './state-tag'
import { TimeLeft } from './time-left'

type Neighbour = { id: string; number: string; enterpriseName: string } | null
type Props = {
  application: Case
  previous: Neighbour
  next: Neighbour
  /** 3 of 20 in the list that led here; null when the case isn't in it any more. */
  place: number | null
  of: number
  hrefOf: (id: string) => string
}

function Step({ to, direction, hrefOf }: { to: Neighbour; direction: 'previous' | 'next'; hrefOf: Props['hrefOf'] }) {
  const t = useTranslations('bank.review')
  const look = 'inline-flex size-9 items-center justify-center rounded-control border border-border-strong'
  const icon = <Icon name={direction === 'next' ? 'chevron-right' : 'chevron-left'} size={20} />
  if (!to) {
    return (
      <span aria-hidden="true" className={`${look} opacity-40`}>
        {icon}
      </span>
    )
  }
  return (
    <Link href={hrefOf(to.id)} rel={direction === 'next' ? 'next' : 'prev'} className={`${look} hover:bg-surface-2`}>
      {icon}
      <span className="sr-only">{t(direction, { number: to.number, enterprise: to.enterpriseName })}</span>
    </Link>
  )
}

/** Always in sight while a case is reviewed: who asks, for how much, until when; and the way to the next one. */
export function CaseBar({ application, previous, next, place, of, hrefOf }: Props) {
  const t = useTranslations('bank.review')
  const locale = useLocale()
  const { pressing } = application
  const stopped = pressing?.state === 'STOPPED'
  return (
    <div className="z-5 -mx-4 flex flex-wrap items-center gap-x-6 gap-y-2 border-border border-b bg-surface px-4 py-2 sm:-mx-6 sm:px-6 md:sticky md:top-[101px]">
      <div className="grid min-w-0">
        <h1 lang="zh-CN" className="truncate text-20">
          {application.enterpriseName}
        </h1>
        <p className="figures text-13 text-fg-3">
          {application.number} · {locale === 'en' ? application.productNameEn : application.productName}
        </p>
      </div>
      <p className="whitespace-nowrap font-semibold text-20">
        <Money fen={application.amountFen} unit="wan" />
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <StateTag state={application.state} />
        {/* The time left says that it is overdue. */}
        <FlagTags flags={application.flags.filter((flag) => flag !== 'ESCALATED' || !pressing)} />
      </div>
      {pressing ? (
        <TimeLeft
          inline
          kind={pressing.kind}
          due={pressing.due}
          remaining={pressing.remaining}
          stopped={stopped}
          provisional={pressing.provisional}
        />
      ) : null}
      <nav aria-label={t('stepping')} className="ml-auto flex items-center gap-2">
        <a href="#act" className="px-2 text-14 text-link underline-offset-4 hover:underline xl:hidden">
          {t('toDecision')}
        </a>
        <Step to={previous} direction="previous" hrefOf={hrefOf} />
        {place ? <span className="figures text-14 text-fg-2">{t('place', { place, of })}</span> : null}
        <Step to={next} direction="next" hrefOf={hrefOf} />
      </nav>
    </div>
  )
}
