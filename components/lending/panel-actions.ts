import { type ApplicationEvent, applicationEvents } from '@/server/lending/schema'
import type { Case } from './case'

/** What the panel has a form for; REPORT leads to the disbursement pages, ASK_CONSENT asks the enterprise to grant anew. */
export type PanelAction = ApplicationEvent | 'RECOMMEND_REJECTION' | 'ASK_CONSENT'

/** Steps of the loan itself: reported on pages of their own. */
const elsewhere: readonly ApplicationEvent[] = ['PARTLY_DISBURSED', 'DISBURSED', 'DISBURSEMENT_REVERSED', 'SETTLED', 'RENEWED']

const closed: readonly Case['state'][] = ['DECLINED_INTAKE', 'REJECTED', 'WITHDRAWN', 'LAPSED', 'SETTLED', 'RENEWED']

/** Exactly what the state and the person's roles allow, in the order of the lifecycle. */
export function panelActions(application: Case, mayAsk: boolean): PanelAction[] {
  const { allowed, isOwnRecommendation, portraitSuperseded, consent, state } = application
  const actions = allowed.flatMap((event): PanelAction[] => {
    if (elsewhere.includes(event)) return []
    // Whoever recommended it doesn't decide it: no button, and the database would refuse.
    if (isOwnRecommendation && (event === 'GRANTED' || event === 'REJECTED')) return []
    if (portraitSuperseded && ['RECOMMENDED', 'GRANTED', 'REJECTED'].includes(event)) return []
    if (!consent?.live && ['RECOMMENDED', 'GRANTED', 'REJECTED'].includes(event)) return []
    return event === 'RECOMMENDED' ? ['RECOMMENDED', 'RECOMMEND_REJECTION'] : [event]
  })
  if (portraitSuperseded && mayAsk && !actions.includes('REFRESHED')) actions.unshift('REFRESHED')
  if (!consent?.live && mayAsk && !closed.includes(state)) actions.unshift('ASK_CONSENT')
  return actions
}

/** What brings the case on comes before what only adds to it. */
const furthering: readonly PanelAction[] = ['ASK_CONSENT', 'REFRESHED', 'RECOMMENDED']

/** The action that an address names, if it is one of these; else the one that brings the case on. */
export function chosenAction(actions: readonly PanelAction[], asked: string | undefined): PanelAction | undefined {
  const named = actions.find((action) => action === asked)
  return named ?? furthering.find((action) => actions.includes(action)) ?? actions[0]
}

/** Forms too long to scroll within a panel: whoever refuses must see all that is told before it is sent. */
export const isLong = (action: PanelAction | undefined): boolean => action === 'REJECTED' || action === 'RECOMMEND_REJECTION'

export const isEvent = (action: PanelAction): action is ApplicationEvent => applicationEvents.some((event) => event === action)
