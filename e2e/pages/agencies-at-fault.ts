import type { AgencyCode } from '../../sandbox/agencies/directory'
import type { Fault } from '../../sandbox/agencies/faults'

/** The switch by which the sandbox's agencies are told to misbehave; it listens beside the product. */
export class AgenciesAtFault {
  constructor(private readonly baseUrl: string) {}

  private async order(agency: AgencyCode, kind: Fault['kind'] | 'none'): Promise<void> {
    const { hostname, port } = new URL(this.baseUrl)
    const sandbox =
      process.env.E2E_SANDBOX_URL ?? `http://${hostname === 'localhost' ? '127.0.0.1' : hostname}:${Number(port) + 1010}`
    const answer = await fetch(`${sandbox}/sandbox/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ agency, kind, milliseconds: 30_000 }),
    })
    if (!answer.ok) throw new Error(`The sandbox answers ${answer.status}`)
  }

  async misbehave(faults: Partial<Record<AgencyCode, Fault['kind']>>): Promise<void> {
    for (const [agency, kind] of Object.entries(faults) as [AgencyCode, Fault['kind']][]) await this.order(agency, kind)
  }

  async mend(agencies: readonly AgencyCode[]): Promise<void> {
    for (const agency of agencies) await this.order(agency, 'none')
  }
}
