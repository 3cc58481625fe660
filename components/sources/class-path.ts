import { type DataClass, dataClasses } from '@/server/sources/schema'

/** SOCIAL_SECURITY ⇄ social-security, as it stands in addresses. */
export const classPath = (dataClass: DataClass) => dataClass.toLowerCase().replaceAll('_', '-')
export const classOfPath = (path: string) => dataClasses.find((one) => classPath(one) === path) ?? null
