import type { ApplicationState } from './schema'

/** The states in which cash may go out, and those in which money may come back. */
const drawable: readonly ApplicationState[] = ['CONTRACTED', 'PARTLY_DISBURSED', 'DISBURSED']
const repayable: readonly ApplicationState[] = ['PARTLY_DISBURSED', 'DISBURSED']

/** Whether a disbursement form makes sense: a line that is drawn once and drawn up has nothing left to register. */
export const mayDisburse = (state: ApplicationState, remainingFen: bigint): boolean =>
  drawable.includes(state) && remainingFen > 0n

export const mayRepay = (state: ApplicationState): boolean => repayable.includes(state)
