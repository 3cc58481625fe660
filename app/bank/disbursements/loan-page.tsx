import { getLocale, getTranslations } from 'next-intl/server'
import { orNotFound } from '@/app/or-not-found'
import { ReportForm, WriteOffForm } from '@/components/disbursement/report-form'
import { ReportTable, type ShownReport } from '@/components/disbursement/report-table'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { ActionForm } from '@/components/ui/action-form'
import { Select } from '@/components/ui/choice-field'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Money, Rate } from '@/components/ui/figures'
import { SummaryList } from '@/components/ui/lists'
import { PageHeader, Section } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { firstOf, queryHref, type SearchParams } from '@/components/ui/query-href'
import { StatusTag } from '@/components/ui/status-tag'
import { TextArea } from '@/components/ui/text-field'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { mayDisburse, mayRepay } from '@/server/disbursement/policy'
import { type ReportKind, reversalReasons } from '@/server/disbursement/schema'
import { shanghaiDate } from '@/server/kernel/dates'
import { api } from '@/server/trpc/caller'
import { deskPath } from './report-desk'

/** One loan: its line, the form to report on it, and every entry with its correction. */
export async function LoanPage({ kind, id, params }: { kind: ReportKind; id: string; params: SearchParams }) {
  const path = `${deskPath[kind]}/${id}`
  const session = await requirePortal('INSTITUTION', path)
  const page = Math.min(Math.max(Math.trunc(Number(firstOf(params.page) ?? 1)) || 1, 1), 10_000)
  const caller = await api()
  const [loan, reports] = await orNotFound(
    Promise.all([
      caller.disbursement.loan({ applicationId: id }),
      caller.disbursement.reports({ kind, applicationId: id, page }),
    ]),
  )
  const [t, states, locale] = await Promise.all([
    getTranslations('disbursement.bank'),
    getTranslations('lending.states'),
    getLocale(),
  ])
  const may = mayOpen(session, 'disbursement.report')
  const open = may && (kind === 'DISBURSEMENT' ? mayDisburse(loan.state, loan.remainingFen) : mayRepay(loan.state))
  const closable = may && mayRepay(loan.state) && loan.outstandingFen === 0n && loan.disbursedFen > 0n
  const money = (fen: bigint) => <Money fen={fen} unit={locale === 'en' ? 'yuan' : 'wan'} />
  return (
    <>
      <Breadcrumbs items={[{ label: t(`titles.${kind}`), href: deskPath[kind] }, { label: loan.number }]} />
      <PageHeader
        title={loan.enterpriseName}
        titleLang="zh-CN"
        lead={`${loan.number} · ${loan.creditCode}`}
        status={<StatusTag>{states(loan.state)}</StatusTag>}
        actions={closable ? <CloseLine applicationId={id} /> : undefined}
      />
      <div className={`grid gap-gap ${open ? 'lg:grid-cols-[3fr_2fr]' : ''}`}>
        {open ? (
          <Section title={t(`register.${kind}`)}>
            <ReportForm
              kind={kind}
              loan={loan}
              today={shanghaiDate(new Date())}
              contractedOn={loan.contractedAt ? shanghaiDate(loan.contractedAt) : undefined}
            />
          </Section>
        ) : null}
        <Section title={t('form.terms')} lead={t('form.termsNote')}>
          <SummaryList
            rows={[
              { label: t('form.granted'), value: money(loan.grantedFen) },
              { label: t('columns.disbursed'), value: money(loan.disbursedFen) },
              { label: t('form.remaining'), value: money(loan.remainingFen) },
              { label: t('form.outstanding'), value: money(loan.outstandingFen) },
              { label: t('form.rate'), value: <Rate bps={loan.rateBps} /> },
              {
                label: t('form.term'),
                value: loan.grantedTermMonths === null ? '--' : t('form.months', { count: loan.grantedTermMonths }),
              },
              { label: t('form.secured'), value: loan.creditLoan ? t('form.credit') : t('form.guaranteed') },
              { label: t('form.drawing'), value: loan.revolving ? t('form.revolving') : t('form.once') },
            ]}
          />
        </Section>
      </div>
      {may && kind === 'REPAYMENT' && mayRepay(loan.state) && loan.outstandingFen > 0n ? (
        <Section title={t('writeOff.title')} lead={t('writeOff.lead')}>
          <WriteOffForm
            loan={loan}
            today={shanghaiDate(new Date())}
            contractedOn={loan.contractedAt ? shanghaiDate(loan.contractedAt) : undefined}
          />
        </Section>
      ) : null}
      <Section title={t('loan.entries')} lead={t('loan.lead')}>
        <ReportTable
          kind={kind}
          rows={reports.rows}
          ofOneLoan
          action={may ? (row) => (row.reversesId || row.reversedById ? null : <ReverseEntry row={row} />) : undefined}
        />
        <Pagination
          page={page}
          pageSize={reports.pageSize}
          total={reports.total}
          href={(next) => queryHref(path, {}, { page: next })}
        />
      </Section>
    </>
  )
}

async function ReverseEntry({ row }: { row: ShownReport }) {
  const [t, reasons] = await Promise.all([
    getTranslations('disbursement.bank.reverse'),
    getTranslations('disbursement.reversalReasons'),
  ])
  return (
    <ConfirmDialog trigger={t('open')} triggerVariant="quiet" title={t('title', { receipt: row.receipt })}>
      <p className="whitespace-normal text-left">{t('body')}</p>
      <ActionForm
        procedure="disbursement.reverse"
        fixed={{ kind: row.kind, applicationId: row.applicationId, reportId: row.id }}
        labels={{ submit: t('submit') }}
        variant="danger"
        onDone={{ refresh: true }}
        className="text-left"
      >
        <Select
          id={`reason-${row.id}`}
          name="reason"
          label={t('reason')}
          options={reversalReasons.map((value) => ({ value, label: reasons(value) }))}
        />
        <TextArea id={`note-${row.id}`} name="note" label={t('note')} hint={t('noteHint')} optional maxLength={300} rows={2} />
      </ActionForm>
    </ConfirmDialog>
  )
}

async function CloseLine({ applicationId }: { applicationId: string }) {
  const t = await getTranslations('disbursement.bank.loan')
  return (
    <ConfirmDialog trigger={t('close')} title={t('closeTitle')}>
      <p>{t('closeBody')}</p>
      <ActionForm
        procedure="disbursement.close"
        fixed={{ applicationId }}
        labels={{ submit: t('close') }}
        onDone={{ refresh: true }}
      />
    </ConfirmDialog>
  )
}
