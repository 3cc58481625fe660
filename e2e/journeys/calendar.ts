/** Today in Shanghai, and days from it: YYYY-MM-DD. */
export function shanghaiDay(daysFromNow = 0): string {
  const shifted = new Date(Date.now() + (8 * 60 + daysFromNow * 24 * 60) * 60_000)
  return shifted.toISOString().slice(0, 10)
}

/** The time on a clock in Shanghai: HH:mm. */
export const shanghaiTime = (): string => new Date(Date.now() + 8 * 60 * 60_000).toISOString().slice(11, 16)
