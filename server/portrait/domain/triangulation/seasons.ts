/** Years whose Spring Festival falls in January; in all others up to 2042 it falls in February (the lunar calendar). */
const januaryFestivals = new Set([2001, 2004, 2006, 2009, 2012, 2014, 2017, 2020, 2023, 2025, 2028, 2031, 2033, 2036, 2039, 2042])

/** Twelve months, and January and February once more with the Spring Festival in them: trade stands still, or runs. */
export const seasonCells = 14

/** Which cell of the year a month falls into: 0–11, or 12 and 13 for January and February with the festival. */
export function seasonCell(month: string): number {
  const at = Number(month.slice(5)) - 1
  const festival = januaryFestivals.has(Number(month.slice(0, 4))) ? 0 : 1
  return at === festival ? 12 + at : at
}
