import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { holds } from '@/server/auth/permissions'
import type { Session } from '@/server/auth/session'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { contextOf, owner } from '@/tests/world'
import type { Canary } from './canary-planter.fixture'
import { readProcedures } from './canary-questions.fixture'
import { dataRoutes } from './canary-routes.fixture'
import type { CanaryWorld, Reader } from './canary-world.fixture'

/** Who is signed in while a route handler runs. */
export const signedIn = new AsyncLocalStorage<Session | null>()
export const callerOf = (session: Session | null) => createCallerFactory(appRouter)(contextOf(session))

async function call(session: Session | null, path: string, input: unknown): Promise<string> {
  const procedure = path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], callerOf(session))
  const answer = await (procedure as (input: unknown) => Promise<unknown>)(input)
  const plain = (_: string, value: unknown) => {
    if (typeof value === 'bigint') return String(value)
    return value instanceof Map || value instanceof Set ? [...value] : value
  }
  return JSON.stringify(answer, plain) ?? ''
}

type Leaf = { leaves: number; body: string; at: Date; purpose: string; fields: string[]; consentId: string | null }

/** One walk through what can be read, as everybody. */
export class Crawl {
  /** Looks that their records do not tell of, each with what is wrong. */
  readonly wrong: string[] = []
  /** What was shown by each path to each reader; a star marks what had to be recorded. */
  private readonly shown = new Map<string, Map<string, Set<string>>>()
  private readonly answered = new Set<string>()

  constructor(private readonly world: CanaryWorld) {}

  async procedures(only: (path: string) => boolean = () => true): Promise<this> {
    const known = readProcedures(this.world).filter(({ path }) => only(path))
    for (const { path } of known) this.shown.set(path, new Map())
    await this.asEverybody(async (reader) => {
      for (const { path, permission, inputs } of known) {
        if (!holds(permission, reader.session?.roles ?? null)) continue
        for (const input of reader.asksLess ? inputs.slice(-6) : inputs)
          await this.look(reader, path, () => call(reader.session, path, input).catch(() => null))
      }
    })
    return this
  }

  async routes(only: (file: string) => boolean = () => true): Promise<this> {
    const known = Object.entries(dataRoutes(this.world)).filter(([file]) => only(file))
    for (const [file] of known) this.shown.set(file, new Map())
    await this.asEverybody(async (reader) => {
      for (const [file, asked] of known)
        for (const get of asked)
          await this.look(reader, file, async () => {
            const since = new Date(Date.now() - 1)
            const response = await signedIn.run(reader.session, get)
            if (response.ok && response.headers.has('content-disposition')) await this.takenAway(reader, file, since)
            return response.ok ? response.text() : null
          })
    })
    return this
  }

  /** A file that somebody takes away has one entry that says so. */
  private async takenAway({ name, session }: Reader, file: string, since: Date): Promise<void> {
    const entries = await owner(`SELECT FROM ledger_entry WHERE "actorId" = $1 AND act LIKE '%.exported' AND at >= $2`, [
      session?.accountId,
      since,
    ])
    if (entries.length !== 1) this.wrong.push(`${name} ${file}: a file, ${entries.length} entries`)
  }

  /** Some readers at once: each looks at one thing after the other, and is told from the others by account. */
  private async asEverybody(walk: (reader: Reader) => Promise<void>): Promise<void> {
    const waiting = [...this.world.readers]
    const next = async () => {
      for (let reader = waiting.shift(); reader; reader = waiting.shift()) await walk(reader)
    }
    await Promise.all([next(), next(), next(), next()])
  }

  /** Notes what is shown, and checks that what is not the reader's own left its one leaf. */
  private async look(reader: Reader, path: string, ask: () => Promise<string | null>): Promise<void> {
    const since = new Date(Date.now() - 1) // the database is on this machine
    const text = await ask()
    if (text === null) return
    this.answered.add(path)
    const { canaries } = this.world
    const seen = [...new Set(text.match(/[\p{L}\p{N}.-]+/gu))].flatMap((token) => canaries.get(token) ?? [])
    const others = seen.filter((canary) => !this.isOwn(reader, canary))
    const groups = new Set(seen.map((canary) => canary.group + (others.includes(canary) ? '*' : '')))
    const ofPath = this.shown.get(path)
    ofPath?.set(reader.name, new Set([...(ofPath.get(reader.name) ?? []), ...groups]))
    const fault =
      others.length === 0
        ? null
        : await (path === 'report.verify'
            ? this.faultOfHeld(since)
            : others.every(({ group }) => group === 'claim')
              ? this.faultOfClaim(reader, others, since)
              : this.faultOf(reader, others, since))
    if (fault) this.wrong.push(`${reader.name} ${path}: ${fault}`)
  }

  /** Whether this reader may see it unrecorded: its own data, what it wrote itself, or by what it lists what it was sent. */
  private isOwn({ session }: Reader, { group }: Canary): boolean {
    const { own } = this.world
    const at = session?.organisationId
    if (at === own.ENTERPRISE) return true
    if (at === own.INSTITUTION) return group === 'books' || group === 'heading'
    return at === own.AGENCY && group === 'delivered'
  }

  /**
   * What is wrong with the record of a look at a paper that somebody holds: who that is nobody knows, so the leaf names the report,
   * its enterprise and the time. Looks within ten seconds are one.
   */
  private async faultOfHeld(since: Date, turns = 5): Promise<string | null> {
    const { own, report } = this.world
    const [last] = await owner<{ leaves: number; body: string | null }>(
      `SELECT (SELECT count(*)::int FROM guard.ledger_leaf l WHERE l.record_id = e.id) AS leaves,
         (SELECT convert_from(l.body, 'UTF8') FROM guard.ledger_leaf l WHERE l.record_id = e.id LIMIT 1) AS body
       FROM ledger_entry e WHERE act = 'report.verified' AND "subjectId" = $1 AND "enterpriseId" = $2
         AND at > $3::timestamptz - interval '10 seconds' ORDER BY at DESC LIMIT 1`,
      [report.id, own.ENTERPRISE, since],
    )
    if (last?.leaves === 0 && turns > 0) return sleep(200).then(() => this.faultOfHeld(since, turns - 1))
    if (!last?.body || last.leaves !== 1) return `${last ? 'a look' : 'no look'}, ${last?.leaves ?? 0} leaves`
    const leaf = JSON.parse(last.body)
    const named = [leaf.actor, leaf.enterprise, leaf.detail].every((one) => /^[0-9a-f]{64}$/.test(one))
    return leaf.act === 'report.verified' && named ? null : 'act'
  }

  /** What is wrong with the record of a look at a claim: an act of the reader's, with the names of what was shown. */
  private async faultOfClaim({ session }: Reader, seen: readonly Canary[], since: Date): Promise<string | null> {
    const acts = await owner<{ leaves: number; fields: string[] }>(
      `SELECT (SELECT count(*)::int FROM guard.ledger_leaf l WHERE l.record_id = e.id) AS leaves, e.body -> 'fields' AS fields
       FROM ledger_entry e WHERE act = 'claim.looked-at' AND "subjectId" = $1 AND "actorId" = $2 AND at >= $3`,
      [this.world.ids.claimId, session?.accountId, since],
    )
    const [act] = acts
    if (!act || acts.length !== 1 || act.leaves !== 1) return `${acts.length} looks, ${act?.leaves ?? 0} leaves`
    const unnamed = seen.filter(({ fields }) => !fields.some((field) => act.fields.includes(field)))
    return unnamed.length > 0 ? `fields: ${unnamed.map(({ fields }) => fields.join('/')).join()}` : null
  }

  /** What is wrong with the record of a look at these canaries; null when all is right. */
  private async faultOf({ session }: Reader, seen: readonly Canary[], since: Date): Promise<string | null> {
    const { own, ids } = this.world
    const reads = await owner<Leaf>(
      `SELECT (SELECT count(*)::int FROM guard.ledger_leaf l WHERE l.record_id = r.id) AS leaves,
         (SELECT convert_from(l.body, 'UTF8') FROM guard.ledger_leaf l WHERE l.record_id = r.id LIMIT 1) AS body,
         at, purpose, fields, "consentId" FROM access_record r WHERE "enterpriseId" = $1 AND at >= $2 AND "readerAccountId" = $3`,
      [own.ENTERPRISE, since, session?.accountId],
    )
    const [read] = reads
    if (!session || !read || reads.length !== 1 || read.leaves !== 1)
      return `${reads.length} records, ${read?.leaves ?? 0} leaves`
    const leaf = JSON.parse(read.body)
    const unnamed = seen.filter(({ fields }) => !fields.some((field) => leaf.fields.includes(field)))
    if (unnamed.length > 0) return `fields: ${unnamed.map(({ fields }) => fields.join('/')).join()}`
    if (JSON.stringify(leaf.fields) !== JSON.stringify(read.fields)) return 'fields: not those of the record'
    if (!/^[0-9a-f]{64}$/.test(leaf.actor)) return 'actor'
    if (leaf.at !== read.at.toISOString()) return 'time'
    if (!leaf.purpose || leaf.purpose !== read.purpose) return 'purpose'
    const isSupervision = session.kind === 'OFFICE' || session.kind === 'OPERATOR'
    const isRight = isSupervision ? leaf.authorisation === null : read.consentId === ids.consentId && leaf.authorisation !== null
    if (!isRight) return 'authorisation'
    return [session.accountId, session.name, own.ENTERPRISE].some((name) => read.body.includes(name)) ? 'names somebody' : null
  }

  /** Every path with what it showed to whom, for people to read: a line for each kind of sight. */
  report(): string {
    const lines = [...this.shown].sort().map(([path, readers]) => {
      if (!this.answered.has(path)) return `${path}\n  no answer`
      const bySight = new Map<string, string[]>()
      for (const [name, groups] of readers) {
        const sight = [...groups].sort().join(' ')
        if (sight) bySight.set(sight, [...(bySight.get(sight) ?? []), name])
      }
      const sights = [...bySight].map(([sight, names]) => `  ${sight}: ${names.sort().join(', ')}`)
      return [path, ...(sights.length > 0 ? sights.sort() : ['  nothing'])].join('\n')
    })
    return `${lines.join('\n')}\n`
  }
}
