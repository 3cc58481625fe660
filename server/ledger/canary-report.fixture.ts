import type { Session } from '@/server/auth/session'
import { finishDocument } from '@/server/documents/repository'
import { runtime } from '@/server/jobs/run-tasks'
import { nobody } from '@/server/jobs/task'
import { reportSections } from '@/server/report/schema'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { contextOf, owner } from '@/tests/world'
import type { Planter } from './canary-planter.fixture'

/** A credit report that shows everything, with a paper that the worker might have drawn; returns what its holder has in hand. */
export async function plantReport(plant: Planter, firm: Session) {
  const caller = createCallerFactory(appRouter)(contextOf(firm))
  const addressee = plant.word('report', 'report')
  const { id } = await caller.report.issue({ sections: [...reportSections], language: 'zh-CN', validDays: '30', addressee })
  const { number, code } = await caller.report.one({ reportId: id })
  const content = Buffer.from(plant.word('report', 'report'))
  const ordered = await owner<{ id: string }>('SELECT id FROM document WHERE "subjectId" = $1', [id])
  for (const paper of ordered)
    await runtime.inTenant(
      firm.organisationId,
      nobody,
    )((tx) => finishDocument(tx, firm.organisationId, paper.id, content, new Date()))
  return { id, number, code: code ?? '' }
}
