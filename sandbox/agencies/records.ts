import type { DataClass } from './directory'

/** What the agencies need of the city; months as `YYYY-MM`. */
export type CityRecords = {
  /** The enterprise's number, or null when no enterprise of the city has this credit code. */
  find: (creditCode: string) => number | null
  /** The public entry of the register. */
  registerEntry: (index: number) => { entityName: string; contactMasked: string } & Record<string, string>
  /** The full contact on the register: it never leaves the agency. */
  contactOf: (index: number) => string
  /** What an agency has on file for the months from–to, in the agency's own words. */
  /** Title deeds of the enterprise: the land register says yes to these numbers and to no other. */
  deedsOf: (index: number) => readonly { certificateNo: string; mortgaged: boolean }[]
  contentOf: (index: number, dataClass: DataClass, from: string, to: string) => object
}
