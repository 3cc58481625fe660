import { z } from 'zod'

/** What can be drawn as a PDF. Each kind has its painter in server/flows/draw-document.ts. */
export const documentKinds = ['CONSENT_RECEIPT', 'CREDIT_REPORT'] as const
export const DocumentKind = z.enum(documentKinds)
export type DocumentKind = z.infer<typeof DocumentKind>

export type DocumentLanguage = 'zh-CN' | 'en'
