type Words = {
  (key: string, values?: Record<string, string | number>): string
  has: (key: string) => boolean
}

/**
 * A translator for keys that come out of the database, which no type can check: ask `has` first. The compiler would
 * otherwise work out every message of the namespace against every other.
 */
export const storedWords = (translator: unknown) => translator as Words
