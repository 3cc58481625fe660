import type { EnterpriseScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import type { Notice } from './domain/notice-text'

/** Keeps a notice as it was shown; the same text twice is one row. @param noticeHash SHA-256 (hex) of its text */
export const keepNotice = (tx: Tx, { enterpriseId }: EnterpriseScope, notice: Notice, noticeHash: string) =>
  tx.consentNotice.createMany({
    data: {
      enterpriseId,
      noticeHash,
      version: notice.version,
      language: notice.language,
      title: notice.title,
      text: notice.text,
    },
    skipDuplicates: true,
  })

/** A notice exactly as it was shown, or null where it was shown before texts were kept. */
export const findNotice = (tx: Tx, { enterpriseId }: EnterpriseScope, noticeHash: string) =>
  tx.consentNotice.findUnique({
    where: { enterpriseId_noticeHash: { enterpriseId, noticeHash } },
    select: { version: true, language: true, title: true, text: true },
  })
