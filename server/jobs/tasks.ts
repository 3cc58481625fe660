/** The jobs of the queue and what each is given; `tenantId` and `actorId` are added by the database. */
export type Tasks = {
  'pull-source': { runId: string; dataClass: string }
  'build-portrait': { runId: string }
  'redraw-portrait': { consentId: string }
  'verify-claim': { verificationId: string }
  'tell-agencies-consent-ended': { consentId: string }
  'score-city': { runId: string }
  'draw-document': { documentId: string }
}

export type TaskName = keyof Tasks
