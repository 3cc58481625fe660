/** Display preferences as they stand in cookies; anything unknown falls back. */
export const themes = ['light', 'dark', 'system'] as const
export type Theme = (typeof themes)[number]
export const themeOf = (value: string | undefined): Theme => themes.find((theme) => theme === value) ?? 'system'

/** compact: bank officers; default: agencies, operator, office; comfortable: enterprises and the public. */
export const densities = ['compact', 'default', 'comfortable'] as const
export type Density = (typeof densities)[number]
export const densityOf = (value: string | undefined, fallback: Density): Density =>
  densities.find((density) => density === value) ?? fallback
