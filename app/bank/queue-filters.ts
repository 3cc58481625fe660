import { firstOf, type SearchParams } from '@/components/ui/query-href'
import type { Role } from '@/server/identity/schema'
import { type QueueFilters, queueFilters, queueInput } from '@/server/lending/queue-input'

/** Bands of the amount asked for, in 万元; the last one is open. */
export const amountBands = ['0-50', '50-200', '200-500', '500-'] as const
const wanFen = 1_000_000n

function bandOf(text: string | undefined) {
  if (!text || !amountBands.some((band) => band === text)) return {}
  const [low, high] = text.split('-')
  return { minFen: BigInt(low ?? 0) * wanFen, ...(high ? { maxFen: BigInt(high) * wanFen } : {}) }
}

/** An approver's work begins where the officer's ends. */
const firstTab = (roles: readonly Role[]) =>
  roles.includes('BANK_APPROVER') && !roles.includes('BANK_OFFICER') ? 'APPROVAL' : 'OPEN'

/** The parameters that narrow a queue, as an address carries them from the list to its cases. */
export const queueParams = ['tab', 'product', 'county', 'officer', 'amount', 'overdue', 'search', 'sort', 'direction'] as const

/** The queue that an address asks for; what it cannot mean is left out. */
export function queueOf(params: SearchParams, roles: readonly Role[]): QueueFilters & { page: number } {
  const text = (name: (typeof queueParams)[number] | 'page') => firstOf(params[name]) || undefined
  const first = firstTab(roles)
  const parsed = queueInput.safeParse({
    tab: text('tab') ?? first,
    page: Number(text('page') ?? 1),
    ...bandOf(text('amount')),
    productId: text('product'),
    countyCode: text('county'),
    officer: text('officer'),
    overdue: text('overdue') === 'yes' ? true : undefined,
    search: text('search'),
    sort: text('sort'),
    direction: text('direction'),
  })
  return parsed.success ? parsed.data : queueInput.parse({ tab: first })
}

/** The same without the page: what a case's next and previous go by. */
export const filtersOf = ({ page: _, ...filters }: ReturnType<typeof queueOf>): QueueFilters => queueFilters.parse(filters)

/** The number of the case that was just handed over, as the address says; anything else is no number. */
export const handedOf = (params: SearchParams): string | undefined => /^SQ\d{14}$/.exec(firstOf(params.handed) ?? '')?.[0]

/** Only the queue's own parameters, for links to and between its cases. */
export const onlyQueue = (params: SearchParams): SearchParams =>
  Object.fromEntries(queueParams.flatMap((name) => (firstOf(params[name]) ? [[name, firstOf(params[name])]] : [])))
