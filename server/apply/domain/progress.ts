import { type ApplyStep, applySteps, type DraftAnswers } from '../schema'

export type DraftFacts = {
  answers: DraftAnswers
  /** The terms that were on the screen when the demand was stated are still those on offer, and allow it. */
  demandHolds: boolean
  /** The bank may read, for this application, every class that it cannot decide without. */
  consentCovers: boolean
  /** SHA-256 (hex) of the commitment as it reads today, by language. */
  commitmentSha256: { [language: string]: string }
}

/** Which steps are done. A step that something has overtaken since (terms, consent, wording) is to do again. */
export function progressOf({ answers, demandHolds, consentCovers, commitmentSha256 }: DraftFacts): Record<ApplyStep, boolean> {
  const { demand, debts, commitment } = answers
  return {
    demand: demand !== undefined && demandHolds,
    debts: debts !== undefined,
    consent: consentCovers,
    commitment: commitment !== undefined && commitment.textSha256 === commitmentSha256[commitment.locale],
  }
}

/** The step to go on with, or `check` when nothing is left but to read it over and send it. */
export const nextStep = (progress: Record<ApplyStep, boolean>): ApplyStep | 'check' =>
  applySteps.find((step) => !progress[step]) ?? 'check'
