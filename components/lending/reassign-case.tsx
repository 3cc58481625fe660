import { useLocale, useTranslations } from 'next-intl'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { SummaryList } from '@/components/ui/lists'
import { PageHeader, Section } from '@/components/ui/page-header'
import type { showForReassigning } from '@/server/lending/use-cases/show-for-reassigning'
import { ReassignForm } from './reassign-form'
import { FlagTags, StateTag } from './state-tag'
import { TimeLeft } from './time-left'

type Props = { application: Awaited<ReturnType<typeof showForReassigning>>; queueHref: string }

/** A case for whoever may only hand it to somebody else: whose it is, how long is left, and the form. No portrait is read. */
export function ReassignCase({ application, queueHref }: Props) {
  const t = useTranslations('bank.reassigning')
  const review = useTranslations('bank.review')
  const columns = useTranslations('bank.queue.columns')
  const english = useLocale() === 'en'
  const { pressing, product, branch, state, flags, officers, branches } = application
  return (
    <>
      <Breadcrumbs items={[{ label: review('queue'), href: queueHref }, { label: application.number }]} />
      <PageHeader title={t('title')} lead={t('lead')} />
      <Section title={application.number}>
        <SummaryList
          rows={[
            { label: columns('enterprise'), value: <span lang="zh-CN">{application.enterpriseName}</span> },
            { label: columns('product'), value: english ? product.nameEn : product.name },
            {
              label: columns('state'),
              value: (
                <span className="inline-flex flex-wrap gap-1">
                  <StateTag state={state} />
                  <FlagTags flags={flags} />
                </span>
              ),
            },
            {
              label: columns('deadline'),
              value: (
                <TimeLeft
                  inline
                  kind={pressing?.kind ?? null}
                  due={pressing?.due ?? null}
                  remaining={pressing?.remaining ?? null}
                  stopped={pressing?.state === 'STOPPED'}
                  provisional={pressing?.provisional ?? false}
                />
              ),
            },
            { label: columns('officer'), value: application.officerName ?? review('facts.nobody') },
            { label: t('branch'), value: branch ? (english ? branch.nameEn : branch.name) : t('noBranch') },
          ]}
        />
      </Section>
      <Section title={t('handOver')}>
        {application.open ? (
          <div className="max-w-xl">
            <ReassignForm application={application} officers={officers} branches={branches} />
          </div>
        ) : (
          <p className="text-fg-2">{t('closed')}</p>
        )}
      </Section>
    </>
  )
}
