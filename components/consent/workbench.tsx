import { useTranslations } from 'next-intl'
import { TaskList, type TaskState } from '@/components/ui/lists'

/** How far an enterprise has come on the way to a loan. */
export type Progress = {
  /** Classes granted to the platform now; 0: no live consent. */
  granted: number
  fetched: number
  underWay: boolean
  portrait: { score: number; grade: string } | null
  applications: number
  mayGrant: boolean
}

export type Step = 'authorise' | 'fetch' | 'portrait' | 'match' | 'apply'
const order: readonly Step[] = ['authorise', 'fetch', 'portrait', 'match', 'apply']

/** Where each step is done. */
export const stepHref: Record<Step, string> = {
  authorise: '/sme/consents/new',
  fetch: '/sme/data',
  portrait: '/sme/portrait',
  match: '/sme/matching',
  apply: '/sme/matching',
}

/** Whether each step is done, can be done, or waits for another. */
export function statesOf({ granted, fetched, underWay, portrait, applications }: Progress): Record<Step, TaskState> {
  const waits = (ready: boolean, done: boolean): TaskState => (done ? 'done' : ready ? 'todo' : 'blocked')
  const hasPortrait = portrait !== null
  return {
    authorise: granted > 0 ? 'done' : 'todo',
    fetch: underWay ? 'doing' : waits(granted > 0, granted > 0 && fetched > 0),
    portrait: waits(fetched > 0, hasPortrait),
    match: waits(hasPortrait, applications > 0),
    apply: waits(hasPortrait, applications > 0),
  }
}

/** The step to do now, and how many are left; null when an application is under way. */
export function nextStep(progress: Progress): { step: Step; left: number } | null {
  const states = statesOf(progress)
  const open = order.filter((step) => states[step] !== 'done')
  const step = open.find((one) => states[one] !== 'blocked')
  return step ? { step, left: open.length } : null
}

/** The way to a loan as a task list, each step with what it stands at or waits for. */
export function FinancingTasks({ progress }: { progress: Progress }) {
  const t = useTranslations('consent.workbench')
  const states = statesOf(progress)
  const { granted, fetched, underWay, portrait, applications } = progress
  const hints: Record<Step, string> = {
    authorise: granted > 0 ? t('hints.authorised', { count: granted }) : t('hints.notAuthorised'),
    fetch: underWay
      ? t('hints.running')
      : granted > 0
        ? t('hints.fetched', { done: fetched, total: granted })
        : t('hints.waitsConsent'),
    portrait: portrait ? t('hints.scored', portrait) : t('hints.waitsData'),
    match: portrait ? t('hints.match') : t('hints.waitsPortrait'),
    apply:
      applications > 0 ? t('hints.applied', { count: applications }) : portrait ? t('hints.apply') : t('hints.waitsPortrait'),
  }
  return (
    <TaskList
      tasks={order.map((step) => ({
        label: t(`tasks.${step}`),
        href: step === 'authorise' && granted > 0 ? '/sme/consents' : stepHref[step],
        state: states[step],
        hint: hints[step],
      }))}
    />
  )
}
