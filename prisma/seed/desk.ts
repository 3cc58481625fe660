import type { Random } from '@/sandbox/city/random'
import { shanghaiDate } from '@/server/kernel/dates'
import type { ApplicationEvent } from '@/server/lending/schema'
import { minutesLater, officeTime, timeOn, workingDay } from './calendar'
import type { Case, Step } from './cases'
import type { Person } from './people'

/** Chance and time of one application: when the next step comes, and whether it comes before today at all. */
export class Desk {
  /** The officer who handles it. */
  readonly officer: Person

  constructor(
    readonly at: Case,
    readonly random: Random,
    /** The step before which the story is left as it is, though time would allow more. */
    private readonly stopBefore: ApplicationEvent | null = null,
  ) {
    const { officers, branchIds } = at.institution
    const near = branchIds.get(at.firm.entry.countyCode)
    const inBranch = officers.find(({ branchId }) => branchId !== null && branchId === near)
    const [atHeadOffice] = officers
    if (!atHeadOffice) throw new Error(`${at.institution.code} has no officer`)
    this.officer = inBranch && random.chance(0.5) ? inBranch : atHeadOffice
  }

  /**
   * The moment of a bank's step, so many working days on, or null when it has not come yet. What the clock does in the
   * meantime is done first.
   */
  office(event: ApplicationEvent, workingDays: number): Date | null {
    const { lastAt } = this.at
    const day = workingDay(shanghaiDate(lastAt), workingDays)
    let moment = officeTime(this.random, day)
    if (moment <= lastAt) moment = minutesLater(lastAt, this.random.int(6, 50))
    if (shanghaiDate(moment) !== day || moment.getTime() > timeOn(this.random, day, 18, 19).getTime()) {
      moment = officeTime(this.random, workingDay(shanghaiDate(lastAt), 1))
    }
    return this.inTime(event, moment)
  }

  /** The moment of a step of the firm's, on any day. */
  firm(event: ApplicationEvent, days: number): Date | null {
    const moment = minutesLater(this.at.lastAt, days * 1_440 + this.random.int(20, 200))
    return this.inTime(event, moment)
  }

  private inTime(event: ApplicationEvent, moment: Date): Date | null {
    if (event === this.stopBefore || moment >= this.at.world.now) return null
    this.at.escalateUntil(moment)
    return moment
  }

  byOfficer(step: Omit<Step, 'by' | 'role'>): void {
    this.at.take({ ...step, by: this.officer, role: 'BANK_OFFICER' })
  }

  byFirm(step: Omit<Step, 'by' | 'role'>): void {
    this.at.take({ ...step, by: this.at.firm.head, role: 'LEGAL_REPRESENTATIVE' })
  }
}
