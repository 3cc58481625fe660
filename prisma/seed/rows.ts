import type pg from 'pg'
import type { AlertFacts, AlertRule } from '@/server/cage/schema'
import type { Prisma } from '@/server/generated/prisma/client'
import type { KeyPurpose } from '@/server/keys/schema'
import type { AdverseStatement } from '@/server/portrait/schema'

/** Rows of tables that only functions of the database write otherwise. */
type CardVersionRow = {
  id: string
  version: string
  card: object
  digest: string
  file_name: string
  added_by: string
  added_at: Date
}
type ScoringRunRow = {
  id: string
  kind: 'RESCORE' | 'SHADOW'
  organisation_id: string
  card_id: string
  against: string
  started_by: string
  started_at: Date
  total: number
  begun_at: Date
  finished_at: Date
  report: object
  digest: string
}
type ScoringItemRow = { run_id: string; enterprise_id: string; state: 'DONE'; at: Date; result: object }
type CardProposalRow = {
  id: string
  card_id: string
  run_id: string
  run_digest: string
  valid_from: string
  note: string
  proposed_by: string
  proposed_person: string
  proposed_at: Date
  settled_by: string | null
  settled_person: string | null
  settled_at: Date | null
  verdict: 'PUBLISH' | null
}

/** A row of guard.data_key: a wrapped key. */
export type DataKeyRow = { owner_id: string; purpose: KeyPurpose; version: number; kek_id: string; wrapped: Uint8Array }

type AlertRow = {
  id: string
  rule: AlertRule
  subject: string
  at: Date
  raised_at: Date
  organisation_id: string | null
  account_id: string | null
  enterprise_id: string | null
  facts: AlertFacts
}
type AlertStepRow = {
  id: string
  alert_id: string
  step: 'NOTED' | 'HANDLED'
  note: string
  by_account: string
  by_name: string
  at: Date
}
type CanaryRow = { enterprise_id: string; note: string; set_by: string; set_at: Date }

export type TableRows = {
  'guard.data_key': DataKeyRow
  person: Prisma.PersonCreateManyInput
  account: Prisma.AccountCreateManyInput
  organisation: Prisma.OrganisationCreateManyInput
  enterprise: Prisma.EnterpriseCreateManyInput
  institution: Prisma.InstitutionCreateManyInput
  branch: Prisma.BranchCreateManyInput
  agency: Prisma.AgencyCreateManyInput
  membership: Prisma.MembershipCreateManyInput
  enterprise_claim: Prisma.EnterpriseClaimCreateManyInput
  product: Prisma.ProductCreateManyInput
  product_version: Prisma.ProductVersionCreateManyInput
  consent: Prisma.ConsentCreateManyInput
  consent_event: Prisma.ConsentEventCreateManyInput
  consent_notice: Prisma.ConsentNoticeCreateManyInput
  consent_sign_off: Prisma.ConsentSignOffCreateManyInput
  consent_copy: Prisma.ConsentCopyCreateManyInput
  pull_run: Prisma.PullRunCreateManyInput
  pull_task: Prisma.PullTaskCreateManyInput
  snapshot: Prisma.SnapshotCreateManyInput
  refused_answer: Prisma.RefusedAnswerCreateManyInput
  portrait: Prisma.PortraitCreateManyInput
  packed_series: Prisma.PackedSeriesCreateManyInput
  application: Prisma.ApplicationCreateManyInput
  application_event: Prisma.ApplicationEventCreateManyInput
  contact_log: Prisma.ContactLogCreateManyInput
  due_diligence_note: Prisma.DueDiligenceNoteCreateManyInput
  supplement_request: Prisma.SupplementRequestCreateManyInput
  recommendation: Prisma.RecommendationCreateManyInput
  decision: Omit<Prisma.DecisionCreateManyInput, 'adverse'> & { adverse: AdverseStatement | null }
  offer: Prisma.OfferCreateManyInput
  report_batch: Prisma.ReportBatchCreateManyInput
  report_line: Prisma.ReportLineCreateManyInput
  disbursement: Prisma.DisbursementCreateManyInput
  repayment: Prisma.RepaymentCreateManyInput
  report_reference: Prisma.ReportReferenceCreateManyInput
  access_record: Prisma.AccessRecordCreateManyInput
  'guard.canary': CanaryRow
  'guard.alert': AlertRow
  'guard.alert_step': AlertStepRow
  notice: Prisma.NoticeCreateManyInput
  ledger_entry: Prisma.LedgerEntryCreateManyInput
  credit_report: Prisma.CreditReportCreateManyInput
  document: Prisma.DocumentCreateManyInput
  'guard.card_version': CardVersionRow
  'guard.scoring_run': ScoringRunRow
  'guard.scoring_item': ScoringItemRow
  'guard.card_proposal': CardProposalRow
}
export type Table = keyof TableRows

/** The tables that the city fills, in the order in which their rows may be written: what is referred to comes first. */
export const tablesOfCity = [
  'guard.data_key',
  ...(['person', 'account', 'organisation', 'enterprise', 'institution', 'branch', 'agency', 'membership'] as const),
  ...(['enterprise_claim', 'product', 'product_version', 'consent', 'consent_event'] as const),
  ...(['consent_notice', 'consent_sign_off', 'pull_run', 'pull_task'] as const),
  ...(['snapshot', 'refused_answer', 'portrait', 'packed_series'] as const),
  ...(['application', 'application_event', 'contact_log'] as const),
  ...([
    'due_diligence_note',
    'supplement_request',
    'recommendation',
    'decision',
    'offer',
    'report_batch',
    'report_line',
  ] as const),
  ...(['disbursement', 'repayment', 'report_reference', 'access_record', 'consent_copy', 'credit_report', 'document'] as const),
  ...(['guard.canary', 'guard.alert', 'guard.alert_step', 'notice', 'ledger_entry'] as const),
  ...(['guard.card_version', 'guard.scoring_run', 'guard.scoring_item', 'guard.card_proposal'] as const),
] as const satisfies readonly Table[]

/** Rows a statement, so that no statement carries more than some megabytes. */
const chunk = 500

/** bigint and bytes as PostgreSQL reads them out of JSON. */
const replacer = (_: string, value: unknown) =>
  typeof value === 'bigint' ? String(value) : value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value

/** Collects rows table by table and writes them in bulk, in one transaction of the database's owner. */
export class Rows {
  private readonly waiting = new Map<Table, object[]>()
  private writing: Promise<void> = Promise.resolve()
  readonly written = new Map<Table, number>()

  constructor(private readonly client: pg.Client) {}

  add<Name extends Table>(table: Name, ...rows: TableRows[Name][]): void {
    const list = this.waiting.get(table)
    if (list) list.push(...rows)
    else this.waiting.set(table, [...rows])
  }

  /** Hands everything collected to the database, which works on it while the next rows are made. */
  async flush(): Promise<void> {
    const batches = tablesOfCity.flatMap((table) => chunksOf(this.waiting.get(table) ?? []).map((rows) => ({ table, rows })))
    this.waiting.clear()
    await this.writing
    this.writing = (async () => {
      for (const { table, rows } of batches) await this.insert(table, rows)
    })()
    // Reported by the next flush or by `finish`; until then it must not count as unhandled.
    this.writing.catch(() => undefined)
  }

  async finish(): Promise<void> {
    await this.flush()
    await this.writing
  }

  private async insert(table: Table, rows: readonly object[]): Promise<void> {
    const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
    // A column left out by one row of a table would silently be NULL instead of its default.
    const uneven = rows.find((row) => Object.keys(row).length !== names.length)
    if (uneven)
      throw new Error(`rows of ${table} differ in their columns: ${names.filter((name) => !(name in uneven)).join(', ')}`)
    const columns = names.map((name) => `"${name}"`).join(', ')
    const name = table.includes('.') ? table : `public.${table}`
    const text = `INSERT INTO ${name} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${name}, $1::json)`
    await this.client.query(text, [JSON.stringify(rows, replacer)])
    this.written.set(table, (this.written.get(table) ?? 0) + rows.length)
  }
}

function chunksOf(rows: readonly object[]): object[][] {
  const chunks: object[][] = []
  for (let at = 0; at < rows.length; at += chunk) chunks.push(rows.slice(at, at + chunk))
  return chunks
}
