import 'server-only'
import { redirect } from 'next/navigation'
import { orNotFound } from '@/app/or-not-found'
import { requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'

export type DraftParams = { params: Promise<{ draftId: string }> }

/** The draft of a step's page, on offer; one that was sent leads to its application, one off the shelf to its list. */
export async function openDraft({ params }: DraftParams, step: string) {
  const { draftId } = await params
  const list = `/sme/applications/drafts/${draftId}`
  const session = await requirePortal('ENTERPRISE', `${list}/${step}`)
  const caller = await api()
  const { draft, offered } = await orNotFound(caller.applying.draft({ draftId }))
  if (!offered) redirect(list)
  return { session, caller, draft, offered, target: { draftId, version: draft.version }, list }
}
