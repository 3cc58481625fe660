/** Enterprises of the city with a part in the demonstration, by their number. */
export const demoEnterprises = {
  'sme-new': 44,
  'sme-active': 104,
  'sme-loan': 71,
} as const
export type DemoEnterprise = keyof typeof demoEnterprises

/** In good health and left out of the platform, so that a visitor can register them. */
export const unregistered: readonly number[] = [50, 105, 83, 40]
